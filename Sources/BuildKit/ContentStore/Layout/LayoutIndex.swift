/// `index.json` of a folder in OCI's layout, which says what manifests it has, and by what names.
///
/// Who changes it holds a lock on the file `index.json.lock`, as BuildKit's own clients do; the file
/// is replaced at once, so that nobody ever reads a part. All methods block.
struct LayoutIndex {
  /// Why an index can't be used.
  struct Failure: Error, Hashable, CustomStringConvertible {
    /// One line, with the path.
    let description: String
  }

  /// As long as an index may be, in bytes.
  private static let longest = 16 << 20
  /// How long another client may hold the lock.
  private static let patience = Duration.seconds(30)

  let folder: String
  private var path: String { "\(folder)/index.json" }

  init(_ folder: String) { self.folder = folder }

  // MARK: Reading

  /// The manifests, in the order of the file.
  func manifests() throws(Failure) -> [LayoutDescriptor] {
    try Self.manifests(in: read(), path)
  }

  /// The manifest of an image's full name or, if there is none of it, of a tag.
  func manifest(_ name: String) throws(Failure) -> LayoutDescriptor? {
    let manifests = try manifests()
    return manifests.first { $0.name.imageName == name } ?? manifests.first { $0.name.tag == name }
  }

  private func read() throws(Failure) -> JSONValue {
    guard let value = try readIfThere() else {
      throw Failure(description: "there is no \(path)")
    }
    return value
  }

  private func readIfThere() throws(Failure) -> JSONValue? {
    let bytes: [UInt8]?
    do throws(SystemFailure) {
      bytes = try WholeFile.contents(of: path, atMost: Self.longest)
    } catch {
      throw Failure(description: "\(error)")
    }
    guard let bytes else { return nil }
    guard let value = JSONValue(bytes) else { throw Failure(description: "\(path) is not JSON") }
    return value
  }

  private static func manifests(
    in index: JSONValue, _ path: String
  ) throws(Failure) -> [LayoutDescriptor] {
    guard let list = index["manifests"] else { return [] }
    if list == .null { return [] }
    guard let elements = list.elements else {
      throw Failure(description: "\(path) is no index of images")
    }
    return elements.compactMap(LayoutDescriptor.init)
  }

  // MARK: Writing

  /// Adds the manifest that the daemon has written into a folder, by names, which others of them lose.
  ///
  /// - Parameter told: the one that the daemon tells of. Of several exports or caches it tells only the
  ///   last, which may be another one; then what was written last into the folder counts.
  func put(
    _ told: LayoutDescriptor, of store: ContentFolder, names: [LayoutName]
  ) throws(Failure) {
    if let digest = ContentDigest(told.digest), store.contains(digest) {
      return try put(told, names: names)
    }
    guard let last = store.lastOffered, let written = LayoutDescriptor(manifest: last, in: store)
    else { throw Failure(description: "the daemon has not sent \(told.digest)") }
    try put(written, names: names)
  }

  /// Adds a manifest by names, which others of them lose.
  func put(_ manifest: LayoutDescriptor, names: [LayoutName]) throws(Failure) {
    let lock = try LayoutLock(path, patience: Self.patience)
    defer { lock.release() }
    var fields: [String: JSONValue] = [:]
    var manifests: [LayoutDescriptor] = []
    if case .object(let given)? = try readIfThere() {
      fields = given
      manifests = try Self.manifests(in: .object(given), path)
    }
    for name in names {
      manifests.removeAll { $0.name == name }
      manifests.append(manifest.named(name))
    }
    fields["schemaVersion"] = fields["schemaVersion"] ?? .integer(2)
    fields["mediaType"] = fields["mediaType"] ?? .text("application/vnd.oci.image.index.v1+json")
    fields["manifests"] = .list(manifests.map(\.value))
    do throws(SystemFailure) {
      try WholeFile.replace(
        "\(folder)/oci-layout", with: Array(#"{"imageLayoutVersion":"1.0.0"}"#.utf8))
      try WholeFile.replace(path, with: JSONValue.object(fields).encoded())
    } catch {
      throw Failure(description: "\(error)")
    }
  }
}
