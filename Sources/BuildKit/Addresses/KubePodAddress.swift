import Connections

/// A `buildkitd` in a pod of Kubernetes', reached by `kubectl`.
///
/// Source: BuildKit, `client/connhelper/kubepod`.
public struct KubePodAddress: Hashable, Sendable {
  /// The name of the pod.
  public var pod: String
  /// The pod's namespace; nil for that of the context.
  public var namespace: String?
  /// The container in the pod; nil for the default one.
  public var container: String?
  /// The context of `kubeconfig`; nil for the current one.
  public var context: String?

  /// A pod by its name.
  public init(
    pod: String, namespace: String? = nil, container: String? = nil, context: String? = nil
  ) {
    self.pod = pod
    self.namespace = namespace
    self.container = container
    self.context = context
  }

  init(_ parts: AddressParts) throws(AddressProblem) {
    self.init(pod: try parts.name("pod"))
    let query = try parts.query(["context", "namespace", "container"])
    (namespace, container, context) = (query["namespace"], query["container"], query["context"])
    for (what, name) in [("pod", pod), ("namespace", namespace), ("container", container)] {
      guard let name, !Self.isIdentifier(name) else { continue }
      throw AddressProblem("\"\(name)\" can't be the name of a \(what)")
    }
  }

  /// Kubernetes' names: small letters, digits, `-` and `.`.
  private static func isIdentifier(_ name: String) -> Bool {
    name.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
        UInt8(ascii: "-"), UInt8(ascii: "."):
        true
      default: false
      }
    }
  }

  var program: HelperProgram {
    var arguments: [String] = []
    if let context { arguments.append("--context=\(context)") }
    if let namespace { arguments.append("--namespace=\(namespace)") }
    arguments.append("exec")
    if let container { arguments.append("--container=\(container)") }
    return HelperProgram("kubectl", arguments + ["-i", pod, "--"] + HelperProgram.bridge)
  }
}

extension KubePodAddress: CustomStringConvertible {
  /// The address, in the form that ``Endpoint/init(_:)`` reads.
  public var description: String {
    AddressParts.text(
      "kube-pod", pod,
      [("context", context), ("namespace", namespace), ("container", container)])
  }
}
