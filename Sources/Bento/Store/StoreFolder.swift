/// The folder of a store: `<name>/<version>/` for every item, and `<name>/latest`, a file with the
/// version that a bare name means. Only ever read.
struct StoreFolder: Sendable {
  /// The words and file names by which the two stores differ.
  struct Wording: Sendable {
    /// `Bento` or `Model`.
    let item: String
    /// `bento.yaml` or `model.yaml`.
    let file: String
    /// The command that fetches an item.
    let pull: String
    /// The kind of the error that nothing is found.
    let notFound: BentoError.Kind
  }

  let path: String
  let wording: Wording

  /// The folder of the item that a tag means.
  ///
  /// - Parameter age: when the item in a folder was made; asked only if the `latest` file doesn't
  ///   help.
  /// - Throws: ``BentoError`` of the wording's kind or `ambiguousVersion`, and what `age` throws.
  func locate(
    _ tag: BentoTag, age: (String) throws(BentoError) -> Timestamp?
  ) throws(BentoError) -> String {
    let name = "\(path)/\(tag.name)"
    guard !tag.meansLatest, let version = tag.version else {
      return try latest(of: tag.name, in: name, age: age)
    }
    let exact = "\(name)/\(version)"
    if File.isFolder(exact) { return exact }
    let matches = versions(in: name).filter { $0.hasPrefix(version) }
    switch matches.count {
    case 1: return "\(name)/\(matches[0])"
    case 0:
      throw BentoError(
        wording.notFound,
        "\(wording.item) '\(tag)' is not in the store \(quotedIfOdd(path));"
          + " `\(wording.pull) \(tag)` may fetch it")
    default:
      throw BentoError(
        .ambiguousVersion,
        "several versions of '\(tag.name)' begin with '\(version)': "
          + matches.joined(separator: ", ") + "; give more of the version")
    }
  }

  private func latest(
    of name: String, in folder: String, age: (String) throws(BentoError) -> Timestamp?
  ) throws(BentoError) -> String {
    if let version = recordedLatest(in: folder) {
      let recorded = "\(folder)/\(version)"
      if File.isFolder(recorded) { return recorded }
    }
    var newest: (path: String, age: Int)?
    for version in versions(in: folder) {
      let path = "\(folder)/\(version)"
      // A folder that isn't an item is nobody's latest version.
      guard File.exists("\(path)/\(wording.file)") else { continue }
      // An item without a date counts as made just now, as BentoML has it.
      let age = try age(path)?.microsecondsSinceEpoch ?? .max
      if let newest, newest.age > age { continue }
      newest = (path, age)
    }
    guard let newest else {
      throw BentoError(
        wording.notFound,
        "no \(wording.item) named '\(name)' is in the store \(quotedIfOdd(path));"
          + " `\(wording.pull) \(name)` may fetch it")
    }
    return newest.path
  }

  /// The version in the `latest` file; nil if there is none, or none that can be a version.
  private func recordedLatest(in folder: String) -> String? {
    (try? File.read("\(folder)/latest", limit: 4096)).flatMap(Self.version(inLatestFile:))
  }

  /// The version that the bytes of a `latest` file name; nil if they name none.
  static func version(inLatestFile bytes: [UInt8]) -> String? {
    let blanks = Set(" \t\r\n\u{0B}\u{0C}".utf8)
    guard let first = bytes.firstIndex(where: { !blanks.contains($0) }),
      let last = bytes.lastIndex(where: { !blanks.contains($0) })
    else { return nil }
    var warnings: [BentoWarning] = []
    return try? TagGrammar.part(
      String(decoding: bytes[first...last], as: UTF8.self), called: "version",
      warnings: &warnings)
  }

  private func versions(in folder: String) -> [String] {
    File.names(in: folder).filter { File.isFolder("\(folder)/\($0)") }
  }
}
