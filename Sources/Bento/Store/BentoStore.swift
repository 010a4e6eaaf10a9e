/// The bentos below a BentoML home. Looking up never writes.
public struct BentoStore: Sendable {
  /// The folder of the store.
  public var folder: String { shelf.path }
  private let shelf: StoreFolder

  /// The store of a BentoML home; it need not exist.
  public init(home: String) {
    shelf = StoreFolder(
      path: "\(home)/bentos",
      wording: .init(
        item: "Bento", file: "bento.yaml", pull: "bentoml pull", notFound: .bentoNotFound))
  }

  /// The bento that a user names, by tag or by path.
  ///
  /// - Parameter reference: a tag; or the path of a folder or archive, see ``isPath(_:)``.
  /// - Throws: ``BentoError``, as ``bento(_:)``, ``Bento/init(at:)`` and ``BentoTag/parse(_:)``.
  public func bento(named reference: String) throws(BentoError) -> Bento {
    if Self.isPath(reference) { return try Bento(at: reference) }
    let (tag, warnings) = try BentoTag.parse(reference)
    return try bento(tag, warnings: warnings)
  }

  /// The bento that a tag means: of the very version, else of the only version that begins so. No
  /// version, or `latest`, means what the `latest` file says, or, if that is of no use, the newest.
  ///
  /// - Throws: ``BentoError`` of kind `bentoNotFound`, `ambiguousVersion`, `missingBentoFile`, or
  ///   what a malformed `bento.yaml` gives.
  public func bento(_ tag: BentoTag) throws(BentoError) -> Bento {
    try bento(tag, warnings: [])
  }

  /// Whether a user's reference to a bento is a path: it holds a `/`, is `.` or `..`, or names a
  /// file that is there and ends like an archive (`.bento`, `.tar`, `.tar.gz`, `.tgz`, …).
  public static func isPath(_ reference: String) -> Bool {
    if reference == "." || reference == ".." { return true }
    if reference.utf8.contains(UInt8(ascii: "/")) { return true }
    return Bento.archiveSuffixes.contains(where: reference.hasSuffix) && File.isFile(reference)
  }

  private func bento(_ tag: BentoTag, warnings: [BentoWarning]) throws(BentoError) -> Bento {
    let folder = try shelf.locate(tag) { path throws(BentoError) in
      try Bento(at: path).info.creationTime
    }
    return try Bento(at: folder, warnings: warnings)
  }
}
