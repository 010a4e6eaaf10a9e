import BuildKit
public import Bento

/// Where the result of a build goes, as users write it: `type=oci,dest=image.tar`.
public struct OutputSpecification: Hashable, Sendable {
  /// BuildKit's exporter.
  public enum ExporterType: String, CaseIterable, Sendable {
    /// An archive that `docker load` takes.
    case docker
    /// An archive in OCI's layout.
    case oci
    /// The files of the image as a tar.
    case tar
    /// An image in the builder's own store, or, with `push=true`, in a registry.
    case image
  }

  /// The exporter.
  public var type: ExporterType
  /// The path of the archive; `-` or nil for standard output. Of no meaning for `image`.
  public var destination: String?
  /// The exporter's options without type and destination, such as `name` or `push`.
  public var attributes: [String: String]

  /// An output by its parts.
  public init(
    type: ExporterType, destination: String? = nil, attributes: [String: String] = [:]
  ) {
    self.type = type
    self.destination = destination
    self.attributes = attributes
  }

  /// Reads what users write.
  ///
  /// - Parameter text: comma-separated `key=value` with a `type`, or the path of a folder, which
  ///   isn't supported yet.
  /// - Throws: ``ContainerError`` of kind `invalidOption`.
  public init(_ text: String) throws(ContainerError) {
    let list = try KeyValueList(text, what: "output")
    let known = ExporterType.allCases.map(\.rawValue).joined(separator: ", ")
    guard let name = list["type"] else {
      throw ContainerError(
        .invalidOption, "output \"\(text)\" has no type; write type=TYPE with one of \(known)")
    }
    guard let type = ExporterType(rawValue: name) else {
      throw ContainerError(
        .invalidOption, "output type \"\(name)\" is not supported; use one of \(known)")
    }
    var attributes = list.dictionary
    attributes["type"] = nil
    destination = attributes.removeValue(forKey: "dest")
    self.type = type
    self.attributes = attributes
    if type == .image, destination != nil {
      throw ContainerError(
        .invalidOption, "output \"\(text)\": an image goes to a store or registry, not to a file")
    }
    if destination == "" {
      throw ContainerError(
        .invalidOption, "output \"\(text)\": dest is empty; name a file, or - for standard output")
    }
    if let names = attributes["name"] {
      for name in names.split(separator: ",") { try ImageReference.validate(String(name)) }
    }
  }

  /// Whether the result comes back to us as one stream.
  var isArchive: Bool { type != .image }
  /// Whether the exporter takes names of images.
  var takesNames: Bool { type != .tar }
}

extension OutputSpecification {
  /// What a command does that is told no output: nothing of its own if a container runtime is there
  /// to load the image, else an archive to standard output.
  public static func pipedDefault(
    environment: EnvironmentLookup = processEnvironment
  ) -> [OutputSpecification] {
    ContainerRuntime.find(environment: environment) == nil
      ? [OutputSpecification(type: .docker, destination: "-")] : []
  }
}

extension OutputSpecification: CustomStringConvertible {
  /// As users write it.
  public var description: String {
    var fields = [(key: "type", value: type.rawValue)]
    if let destination { fields.append(("dest", destination)) }
    fields += attributes.sorted { $0.key < $1.key }.map { (key: $0.key, value: $0.value) }
    return OptionFields(fields).description
  }
}
