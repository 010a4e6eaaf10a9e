import Bento

/// What a look-up should find.
enum StoreMending {
  enum Expectation {
    case found(tag: String, path: String)
    /// One of the kinds, and words that the message has.
    case failed([BentoError.Kind], naming: [String])
  }

  static func expected(_ query: StoreQuery, home: String) -> Expectation {
    if let result = query.result { return .found(tag: result.tag, path: result.path) }
    guard let error = query.error else { return .failed([], naming: []) }
    if let mended = lookUpWithoutLatest(query, error, home) { return mended }
    return refusal(query.query, error)
  }

  /// D25: an empty `latest` file, and creation times with and without a zone, stop BentoML from
  /// looking for the newest version. The newest of those that are bentos is meant; a time without a
  /// zone is taken to be in UTC.
  private static func lookUpWithoutLatest(
    _ query: StoreQuery, _ error: TagCase.Failure, _ home: String
  ) -> Expectation? {
    guard let tag = try? BentoTag(query.query), tag.meansLatest else { return nil }
    let folder = "\(home)/bentos/\(tag.name)"
    let isBlank =
      (try? File.read("\(folder)/latest", limit: 4096))
      .map { $0.allSatisfy { " \t\r\n".utf8.contains($0) } } ?? false
    guard isBlank && error.message.contains("does not contain") || error.type == "TypeError" else {
      return nil
    }
    var newest: (time: Int, tag: String, path: String)?
    for version in File.names(in: folder) {
      guard let bento = try? Bento(at: "\(folder)/\(version)") else { continue }
      let time = bento.info.creationTime?.microsecondsSinceEpoch ?? .max
      if let newest, newest.time > time { continue }
      newest = (time, bento.tag.description, "bentos/\(tag.name)/\(version)")
    }
    return newest.map { .found(tag: $0.tag, path: $0.path) }
  }

  private static func refusal(_ query: String, _ error: TagCase.Failure) -> Expectation {
    // D21: a path that isn't the folder of a bento gets its own message, not the tag grammar's.
    if BentoStore.isPath(query) {
      return .failed([.bentoNotFound, .missingBentoFile, .damagedArchive], naming: [query])
    }
    if error.message.hasPrefix("Multiple ") {
      let versions = error.message.split(separator: ": ").last?.split(separator: ", ") ?? []
      return .failed([.ambiguousVersion], naming: versions.map(String.init))
    }
    if error.type == "NotFound" { return .failed([.bentoNotFound], naming: [query]) }
    if error.message.contains("'bento.yaml'") {
      return .failed([.missingBentoFile], naming: ["bento.yaml"])
    }
    if error.message.contains("contains trailing ':'") {
      return .failed([.emptyVersion], naming: [])
    }
    return .failed([.invalidTag, .invalidTagPart], naming: [])
  }
}
