import Connections

/// A `buildkitd` in a container, reached by the container's own program.
///
/// Source: BuildKit, `client/connhelper/{docker,podman,nerdctl}container`.
public struct ContainerAddress: Hashable, Sendable {
  /// What runs the container.
  public enum Runtime: String, Hashable, Sendable, CaseIterable {
    /// `docker-container://NAME[?context=CONTEXT]`.
    case docker
    /// `podman-container://NAME`.
    case podman
    /// `nerdctl-container://NAME[?namespace=NAMESPACE]`.
    case nerdctl
  }

  /// What runs the container.
  public var runtime: Runtime
  /// The name of the container.
  public var container: String
  /// The context of Docker's; nil for the active one.
  public var context: String?
  /// The namespace of containerd's; nil for nerdctl's own.
  public var namespace: String?

  /// A container by its name.
  public init(
    _ runtime: Runtime, container: String, context: String? = nil, namespace: String? = nil
  ) {
    self.runtime = runtime
    self.container = container
    self.context = context
    self.namespace = namespace
  }

  init(_ runtime: Runtime, _ parts: AddressParts) throws(AddressProblem) {
    self.init(runtime, container: try parts.name("container"))
    let query: [String: String]
    switch runtime {
    case .docker:
      query = try parts.query(["context"])
      context = query["context"]
    case .nerdctl:
      query = try parts.query(["namespace"])
      namespace = query["namespace"]
    case .podman: query = try parts.query([])
    }
  }

  var program: HelperProgram {
    let inside = ["-i", container] + HelperProgram.bridge
    return switch runtime {
    case .docker:
      HelperProgram("docker", (context.map { ["--context=\($0)"] } ?? []) + ["exec"] + inside)
    case .podman: HelperProgram("podman", ["exec"] + inside)
    case .nerdctl:
      HelperProgram("nerdctl", ["exec"] + (namespace.map { ["--namespace", $0] } ?? []) + inside)
    }
  }
}

extension ContainerAddress: CustomStringConvertible {
  /// The address, in the form that ``Endpoint/init(_:)`` reads.
  public var description: String {
    AddressParts.text(
      "\(runtime)-container", container, [("context", context), ("namespace", namespace)])
  }
}

extension HelperProgram {
  /// What joins its standard input and output to the daemon, where that runs.
  static let bridge = ["buildctl", "dial-stdio"]
}
