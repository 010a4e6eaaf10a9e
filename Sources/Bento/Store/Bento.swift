package import Archive

/// A bento on disk: a folder, or an archive as `bentoml export` makes it.
public struct Bento: Sendable {
  /// Where a bento's files are.
  package enum Place: Sendable {
    /// In a folder, by its path without a slash at the end.
    case folder(String)
    case archive(Archive)
  }

  /// Where the files are.
  package let place: Place
  /// What `bento.yaml` says.
  public let info: BentoInfo
  /// What the user should hear of.
  public let warnings: [BentoWarning]

  /// The name and version in `bento.yaml`, which need not be those of the folder.
  public var tag: BentoTag { info.tag }

  /// The folder that holds `bento.yaml`; nil if the bento is an archive. Use ``file(_:limit:)`` to
  /// read what is in it.
  public var folder: String? {
    guard case .folder(let path) = place else { return nil }
    return path
  }

  /// The path of the folder or archive.
  public var path: String {
    switch place {
    case .folder(let path): path
    case .archive(let archive): archive.path
    }
  }

  /// Reads the bento in a folder or archive.
  ///
  /// - Parameter path: the path of a folder; or of a tar archive, perhaps packed with gzip or xz.
  ///   A packed one is unpacked into a file without a name below `TMPDIR`, which is gone when the
  ///   bento is.
  /// - Throws: ``BentoError``, as ``BentoInfo/init(file:warnings:)``; `bentoNotFound` if there is
  ///   no such folder or file; `damagedArchive`, `unsupportedArchive`, `archiveTooLarge` or
  ///   `leavesBento` about an archive.
  public init(at path: String) throws(BentoError) {
    try self.init(at: path, warnings: [])
  }

  init(at path: String, warnings: [BentoWarning]) throws(BentoError) {
    var warnings = warnings
    if File.isFolder(path) {
      var folder = path
      while folder.utf8.count > 1, folder.hasSuffix("/") { folder.removeLast() }
      info = try BentoInfo(file: "\(folder)/bento.yaml", warnings: &warnings)
      place = .folder(folder)
    } else {
      guard File.exists(path) else {
        throw BentoError(.bentoNotFound, "there is no folder or archive \(quoted(path))")
      }
      let archive = try Self.archive(at: path)
      info = try Self.info(in: archive, warnings: &warnings)
      place = .archive(archive)
    }
    self.warnings = warnings
  }
}
