/// A folder in OCI's layout that a build may read images from, as `buildctl --oci-layout` takes it:
/// `NAME=FOLDER`.
public struct LayoutSpecification: Hashable, Sendable {
  /// By this name frontend attributes speak of it: `context:base=oci-layout://NAME@sha256:…`.
  public var name: String
  /// The folder.
  public var path: String

  /// A folder by a name.
  public init(name: String, path: String) {
    self.name = name
    self.path = path
  }

  /// Reads what users write.
  ///
  /// - Throws: ``InvalidSpecification``.
  public init(_ text: String) throws(InvalidSpecification) {
    let (name, path) = cut(text, at: "=")
    guard let path, !path.isEmpty, !name.isEmpty else {
      throw InvalidSpecification("oci-layout", text, "write NAME=FOLDER")
    }
    self.init(name: name, path: path)
  }
}
