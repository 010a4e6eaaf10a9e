/// An image in a folder in OCI's layout, as a context of a Dockerfile.
package struct LayoutContext {
  /// The name by which the session offers the folder.
  package let store: String
  /// What the frontend is told of the image.
  package let place: String

  /// Finds the image: the one with a digest, else the one with a name, else `latest`, else the only
  /// one. Blocks for the disk.
  ///
  /// - Parameter context: the name of the context.
  /// - Throws: ``InvalidSpecification``.
  package init(
    _ context: String, path: String, name: String?, digest: String?
  ) throws(InvalidSpecification) {
    func invalid(_ reason: String) -> InvalidSpecification {
      InvalidSpecification("build-context", "\(context)=oci-layout://\(path)", reason)
    }
    // The daemon sends it in a header, where a URL's characters are safe.
    store =
      "context-"
      + context.utf8.map { byte in
        let character = Character(Unicode.Scalar(byte))
        return character.isASCII && (character.isLetter || character.isNumber)
          ? "\(character)" : "_\(byte)"
      }.joined()
    let found: String
    if let digest {
      found = digest
    } else {
      do throws(LayoutIndex.Failure) {
        let index = LayoutIndex(path)
        let manifests = try index.manifests()
        let only = name == nil && manifests.count == 1 ? manifests.first : nil
        guard let manifest = try index.manifest(name ?? "latest") ?? only else {
          throw LayoutIndex.Failure(
            description: "it has no image \"\(name ?? "latest")\"; name another, or a digest")
        }
        found = manifest.digest
      } catch {
        throw invalid("\(error)")
      }
    }
    guard ContentDigest(found) != nil else { throw invalid("\"\(found)\" is no digest") }
    place = "oci-layout://\(store)@\(found)"
  }
}
