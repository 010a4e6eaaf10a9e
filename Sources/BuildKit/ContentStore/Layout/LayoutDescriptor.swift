/// What an index says of one manifest: OCI's descriptor, with whatever else is in it.
struct LayoutDescriptor: Hashable, Sendable {
  /// Holds the full name of an image.
  static let imageNameKey = "io.containerd.image.name"
  /// Holds a tag, or the part of a name behind its last colon.
  static let tagKey = "org.opencontainers.image.ref.name"

  private var fields: [String: JSONValue]

  /// - Parameter value: nil unless it is an object with a digest.
  init?(_ value: JSONValue) {
    guard case .object(let fields) = value, let digest = fields["digest"]?.string,
      ContentDigest(digest) != nil
    else { return nil }
    self.fields = fields
  }

  var value: JSONValue { .object(fields) }

  var digest: String { fields["digest"]?.string ?? "" }

  /// The name or tag by which an index lists it.
  var name: LayoutName {
    LayoutName(
      tag: annotation(Self.tagKey) ?? "", imageName: annotation(Self.imageNameKey) ?? "")
  }

  /// The same manifest by another name.
  func named(_ name: LayoutName) -> LayoutDescriptor {
    var annotations: [String: JSONValue] = [:]
    if case .object(let given)? = fields["annotations"] { annotations = given }
    annotations[Self.tagKey] = .text(name.tag)
    if !name.imageName.isEmpty { annotations[Self.imageNameKey] = .text(name.imageName) }
    var copy = self
    copy.fields["annotations"] = .object(annotations)
    return copy
  }

  private func annotation(_ key: String) -> String? { fields["annotations"]?[key]?.string }
}

/// A name in an index of OCI's layout.
struct LayoutName: Hashable, Sendable {
  let tag: String
  /// Empty for a mere tag.
  let imageName: String

  init(tag: String, imageName: String = "") {
    self.tag = tag
    self.imageName = imageName
  }

  /// The full name of an image. What follows its first colon after the host is the tag; a digest
  /// keeps its `@`, as containerd has it.
  init(image name: String) {
    let path = name[(name.firstIndex(of: "/") ?? name.endIndex)...]
    let mark = path.firstIndex { $0 == ":" || $0 == "@" }
    let tag = mark.map { name[$0] == ":" ? name[name.index(after: $0)...] : name[$0...] }
    self.init(tag: tag.map(String.init) ?? "", imageName: name)
  }
}
