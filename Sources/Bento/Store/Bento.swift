/// A bento on disk.
public struct Bento: Sendable {
  /// The folder that holds `bento.yaml`.
  public let folder: String
  /// What `bento.yaml` says.
  public let info: BentoInfo
  /// What the user should hear of.
  public let warnings: [BentoWarning]

  /// The name and version in `bento.yaml`, which need not be those of the folder.
  public var tag: BentoTag { info.tag }

  /// Reads the bento in a folder.
  ///
  /// - Parameter folder: the path of the folder.
  /// - Throws: ``BentoError``, as ``BentoInfo/init(file:warnings:)``, and `bentoNotFound` if there
  ///   is no such folder.
  public init(at folder: String) throws(BentoError) {
    try self.init(at: folder, warnings: [])
  }

  init(at folder: String, warnings: [BentoWarning]) throws(BentoError) {
    var path = folder
    while path.utf8.count > 1, path.hasSuffix("/") { path.removeLast() }
    guard File.isFolder(path) else {
      throw BentoError(.bentoNotFound, "there is no folder \(quoted(folder))")
    }
    var warnings = warnings
    info = try BentoInfo(file: "\(path)/bento.yaml", warnings: &warnings)
    self.folder = path
    self.warnings = warnings
  }
}
