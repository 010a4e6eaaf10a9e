/// Where the result of a build goes, as users write it: `type=oci,dest=image.tar`.
///
/// What `buildctl --output` takes and what `buildx --output` takes, where the two don't contradict
/// each other.
public struct OutputSpecification: Hashable, Sendable {
  /// BuildKit's exporter. Others than these may exist; the daemon says so if not.
  public struct ExporterType: RawRepresentable, Hashable, Sendable {
    /// As BuildKit calls it.
    public let rawValue: String
    /// An exporter by its name.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// An image in the builder's own store, or, with `push=true`, in a registry.
    public static let image = ExporterType(rawValue: "image")
    /// An image in an Engine's own store.
    public static let moby = ExporterType(rawValue: "moby")
    /// An archive that `docker load` takes.
    public static let docker = ExporterType(rawValue: "docker")
    /// An archive in OCI's layout.
    public static let oci = ExporterType(rawValue: "oci")
    /// The files of the image as a tar.
    public static let tar = ExporterType(rawValue: "tar")
    /// The files of the image.
    public static let local = ExporterType(rawValue: "local")
  }

  /// What comes back to us, and where it goes.
  public enum Destination: Hashable, Sendable {
    /// Nothing: the result stays in a store or goes to a registry.
    case none
    /// An archive, to where the caller thinks best: none was named.
    case unnamed
    /// An archive, to standard output.
    case standardOutput
    /// An archive, into a file.
    case file(path: String)
    /// Files, into a folder.
    case folder(path: String)
    /// An image, into a folder in OCI's layout.
    case layout(path: String)
  }

  /// The exporter.
  public var type: ExporterType
  /// Where what comes back goes.
  public var destination: Destination
  /// The exporter's options without type and destination, such as `name` or `push`.
  public var attributes: [String: String]

  /// An output by its parts.
  public init(
    type: ExporterType, destination: Destination = .none, attributes: [String: String] = [:]
  ) {
    self.type = type
    self.destination = destination
    self.attributes = attributes
  }

  /// Reads what users write: comma-separated `key=value` with a `type`; the path of a folder, for
  /// the files of the image; or `-`, for a tar of them to standard output. The type `registry` is
  /// `image` with `push=true`.
  ///
  /// - Throws: ``InvalidSpecification``.
  public init(_ text: String) throws(InvalidSpecification) {
    if text == "-" {
      self.init(type: .tar, destination: .standardOutput)
      return
    }
    guard !text.isEmpty else { throw Self.untyped(text) }
    guard text.contains("=") else {
      self.init(type: .local, destination: .folder(path: text))
      return
    }
    var list = try KeyedFields(text, of: "output").dictionary
    guard let type = list.removeValue(forKey: "type"), !type.isEmpty else {
      throw Self.untyped(text)
    }
    if let path = list["output"] {
      throw InvalidSpecification("output", text, "output=\(path) is not known; write dest=\(path)")
    }
    let place = list.removeValue(forKey: "dest")
    self.init(type: ExporterType(rawValue: type), attributes: list)
    if type == "registry" {
      self.type = .image
      attributes["push"] = "true"
      // As buildx does: who only pushes needs no image in the builder.
      attributes["unpack"] = attributes["unpack"] ?? "false"
    }
    try place.map { place throws(InvalidSpecification) in
      guard !place.isEmpty else {
        throw InvalidSpecification("output", text, "dest is empty; name a file or a folder")
      }
    }
    try ExporterKeys.check(attributes, of: self.type, text)
    destination = try destination(place, text)
    try checkMode(text)
  }

  private static func untyped(_ text: String) -> InvalidSpecification {
    InvalidSpecification(
      "output", text, "it has no type; write type=image|docker|oci|tar|local|registry")
  }

  private func destination(
    _ place: String?, _ text: String
  ) throws(InvalidSpecification) -> Destination {
    let isFolder =
      type == .local || (makesArchive && attributes["tar"].flatMap(Boolean.value) == false)
    if isFolder {
      guard let place, place != "-" else {
        throw InvalidSpecification("output", text, "files need a folder; add dest=FOLDER")
      }
      return type == .local ? .folder(path: place) : .layout(path: place)
    }
    guard makesArchive || type == .tar else {
      if let place, [.image, .moby].contains(type) {
        throw InvalidSpecification(
          "output", text, "an image goes to a store or registry; leave out dest=\(place)")
      }
      // What an exporter of later days sends isn't known here.
      return .none
    }
    return switch place {
    case "-": .standardOutput
    case let place?: .file(path: place)
    case nil: .unnamed
    }
  }

  private func checkMode(_ text: String) throws(InvalidSpecification) {
    guard type == .local, let mode = attributes["mode"], !["copy", "delete"].contains(mode) else {
      return
    }
    throw InvalidSpecification("output", text, "mode is copy or delete, not \"\(mode)\"")
  }

  /// Whether it makes an archive of an image.
  private var makesArchive: Bool { type == .docker || type == .oci }

  /// Whether the exporter takes names of images.
  public var takesNames: Bool { ![.tar, .local].contains(type) }

  /// Whether the image is pushed.
  public var isPushed: Bool { attributes["push"].flatMap(Boolean.value) == true }

  /// Whether what the folder holds beside the result is deleted.
  public var deletes: Bool { type == .local && attributes["mode"] == "delete" }
}

extension OutputSpecification: CustomStringConvertible {
  /// As users write it.
  public var description: String {
    var fields = ["type=\(type.rawValue)"]
    switch destination {
    case .none, .unnamed: break
    case .standardOutput: fields.append("dest=-")
    case .file(let path), .folder(let path), .layout(let path): fields.append("dest=\(path)")
    }
    fields += attributes.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    return CommaSeparated.text(fields)
  }
}
