/// The caches of a build that lie in folders on our side: what BuildKit's own client does for them
/// before and after the build.
///
/// A cache's folder is in OCI's layout. What is to be read is found by the digest, or by the tag in
/// its `index.json`; what was written is put there.
struct LocalCaches: Sendable {
  private struct Export: Sendable {
    let folder: ContentFolder
    let tag: String
    let mayFail: Bool
  }

  /// What the daemon is told: caches that can't be read are left out.
  private(set) var options = CacheOptions()
  /// The folders, by the ids by which the daemon asks for them.
  private(set) var folders: [String: ContentFolder] = [:]
  /// What was left out, and why; a line each.
  private(set) var notes: [String] = []
  private var exports: [Export] = []

  /// Looks at the folders. Blocks for the disk.
  ///
  /// - Throws: ``BuildError`` of code `invalidArgument` for a cache without its place, of code `local`
  ///   if a cache's folder can't be written and the cache is not one that may fail.
  init(_ cache: CacheOptions) throws(BuildError) {
    for export in cache.exports { try add(export: export) }
    for entry in cache.imports { try add(import: entry) }
  }

  private static func place(
    _ key: String, of entry: CacheOptionsEntry, _ verb: String
  ) throws(BuildError) -> String {
    guard let place = entry.attributes[key], !place.isEmpty else {
      throw BuildError(
        .invalidArgument,
        "a \(entry.type) cache to \(verb) needs \(key)=\(key == "ref" ? "IMAGE" : "FOLDER")")
    }
    return place
  }

  private mutating func add(export: CacheOptionsEntry) throws(BuildError) {
    if export.type == "registry" { _ = try Self.place("ref", of: export, "write") }
    if export.type == "local" {
      let folder = try Self.place("dest", of: export, "write")
      let mayFail = export.attributes["ignore-error"].flatMap(Boolean.value) == true
      do throws(SystemFailure) {
        let store = try ContentFolder(writing: folder)
        folders[Self.id(folder)] = store
        exports.append(
          Export(folder: store, tag: export.attributes["tag"] ?? "latest", mayFail: mayFail))
      } catch {
        guard mayFail else { throw BuildError(.local, "\(error)", cause: error) }
        notes.append("the cache is not written: \(error)")
        return
      }
    }
    options.exports.append(export)
  }

  private mutating func add(import entry: CacheOptionsEntry) throws(BuildError) {
    var entry = entry
    if entry.type == "registry" { _ = try Self.place("ref", of: entry, "read") }
    if entry.type == "local" {
      let folder = try Self.place("src", of: entry, "read")
      do {
        let store = try folders[Self.id(folder)] ?? ContentFolder(reading: folder)
        entry.attributes["digest"] = "\(try Self.digest(of: entry, in: store))"
        folders[Self.id(folder)] = store
      } catch {
        notes.append("the cache in \(folder) is not read: \(error)")
        return
      }
    }
    options.imports.append(entry)
  }

  private static func id(_ folder: String) -> String { "local:\(folder)" }

  private static func digest(
    of entry: CacheOptionsEntry, in store: ContentFolder
  ) throws -> ContentDigest {
    let text: String
    if let given = entry.attributes["digest"], !given.isEmpty {
      text = given
    } else {
      let tag = entry.attributes["tag"] ?? "latest"
      guard let manifest = try LayoutIndex(store.path).manifest(tag) else {
        throw LayoutIndex.Failure(description: "its index.json has no \"\(tag)\"")
      }
      text = manifest.digest
    }
    guard let digest = ContentDigest(text) else {
      throw LayoutIndex.Failure(description: "\"\(text)\" is no digest")
    }
    guard store.contains(digest) else {
      throw LayoutIndex.Failure(description: "it has no \(digest)")
    }
    return digest
  }

  /// Puts into the indexes what the daemon has written. Blocks.
  ///
  /// - Returns: what went wrong with caches that may fail; a line each.
  /// - Throws: ``BuildError`` of code `local` if another cache's index can't be written.
  func complete(_ response: SolveResponse) throws(BuildError) -> [String] {
    var notes: [String] = []
    for export in exports {
      // Without it the daemon has written nothing, and has said why.
      guard let text = response.exporterResponse["cache.manifest"] else { continue }
      do throws(LayoutIndex.Failure) {
        guard let manifest = JSONValue(Array(text.utf8)).flatMap(LayoutDescriptor.init) else {
          throw LayoutIndex.Failure(description: "the daemon tells no manifest of it")
        }
        try LayoutIndex(export.folder.path).put(
          manifest, of: export.folder, names: [LayoutName(tag: export.tag)])
      } catch {
        let message = "the cache in \(export.folder.path) is not complete: \(error)"
        guard export.mayFail else { throw BuildError(.local, message, cause: error) }
        notes.append(message)
      }
    }
    return notes
  }
}
