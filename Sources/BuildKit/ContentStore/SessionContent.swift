import Threads

/// The folders on our side that hold blobs for a build, or get them from it: local caches, images in
/// OCI's layout to read, and one to write.
struct SessionContent: Sendable {
  /// By this name the exporters `oci` and `docker` ask for the folder they write to; there can be one.
  private static let exportID = "export"

  let caches: LocalCaches
  private(set) var folders: [String: ContentFolder]
  private var export: ContentFolder?

  /// Opens the folders.
  ///
  /// - Throws: ``BuildError`` of code `invalidArgument` or `local`.
  static func open(_ request: BuildRequest) async throws -> SessionContent {
    let isNeeded =
      !request.ociLayouts.isEmpty || !request.cache.exports.isEmpty
      || !request.cache.imports.isEmpty
      || request.exports.contains { $0.output?.isLayout == true }
    guard isNeeded else { return try SessionContent(BuildRequest()) }
    return try await FilePool.shared.run {
      Result { () throws(BuildError) in try SessionContent(request) }
    }.get()
  }

  private init(_ request: BuildRequest) throws(BuildError) {
    caches = try LocalCaches(request.cache)
    folders = caches.folders
    for (name, path) in request.ociLayouts {
      do throws(SystemFailure) {
        folders["oci:\(name)"] = try ContentFolder(reading: path)
      } catch {
        throw BuildError(.local, "OCI layout \(name): \(error)", cause: error)
      }
    }
    for case .layout(let folder)? in request.exports.map(\.output?.target) {
      guard export == nil else {
        throw BuildError(
          .invalidArgument,
          "BuildKit writes only one folder in OCI's layout in a build; export the"
            + " others as archives")
      }
      export = folder
      folders[Self.exportID] = folder
    }
  }

  /// What serves them; nil if there are none.
  var service: ContentService? { folders.isEmpty ? nil : ContentService(stores: folders) }

  /// The build has succeeded: what was written gets its names.
  ///
  /// - Returns: what went wrong with caches that may fail.
  /// - Throws: ``BuildError`` of code `local`.
  func complete(_ response: SolveResponse) async throws -> [String] {
    guard !folders.isEmpty else { return caches.notes }
    return try await BlockingWork.run { _ in
      if let export { try Self.name(export, response) }
      return try caches.notes + caches.complete(response)
    }
  }

  /// The request with the caches that can be used.
  func applied(to request: BuildRequest) -> BuildRequest {
    var request = request
    request.cache = caches.options
    return request
  }

  /// Runs a build; nothing half-written stays when it is over.
  func whileOpen<Value: Sendable>(_ build: () async throws -> Value) async throws -> Value {
    do {
      let value = try await build()
      await close()
      return value
    } catch {
      await close()
      throw error
    }
  }

  private func close() async {
    let writable = folders.values.filter(\.isWritable)
    guard !writable.isEmpty else { return }
    await FilePool.shared.run { for folder in writable { folder.removeLeftovers() } }
  }

  private static func name(
    _ folder: ContentFolder, _ response: SolveResponse
  ) throws(BuildError) {
    let names =
      response.exporterResponse["image.name"].map { names in
        names.split(separator: ",").map { LayoutName(image: String($0)) }
      } ?? [LayoutName(tag: "latest")]
    do throws(LayoutIndex.Failure) {
      guard let text = response.exporterResponse["containerimage.descriptor"],
        let bytes = Base64.decoded(text),
        let manifest = JSONValue(bytes).flatMap(LayoutDescriptor.init)
      else { throw LayoutIndex.Failure(description: "the daemon tells no descriptor of it") }
      try LayoutIndex(folder.path).put(manifest, of: folder, names: names)
    } catch {
      throw BuildError(.local, "the image in \(folder.path) has no name: \(error)", cause: error)
    }
  }
}
