/// How a folder on disk appears in a ``FileTree``.
public struct FolderOptions: Sendable {
  /// What becomes of symbolic links.
  public enum SymbolicLinks: Hashable, Sendable {
    /// They stay links, with the target as it is.
    case keep
    /// What they lead to appears in their place. None may lead out of the folder.
    case follow
    /// What they lead to appears in their place, wherever on this machine it lies. Only for folders
    /// that the user wrote.
    case followAnywhere
  }

  /// What becomes of symbolic links; they are kept unless told otherwise.
  public var symbolicLinks: SymbolicLinks

  /// What of the folder is left out: patterns as in a `.dockerignore`, in bytes, for paths inside
  /// the folder. See ``IgnoreFile`` for the patterns in a text.
  public var excludePatterns: [[UInt8]]

  /// Options for a folder.
  ///
  /// - Parameters:
  ///   - symbolicLinks: what becomes of symbolic links.
  ///   - excludePatterns: what is left out.
  public init(symbolicLinks: SymbolicLinks = .keep, excludePatterns: [[UInt8]] = []) {
    self.symbolicLinks = symbolicLinks
    self.excludePatterns = excludePatterns
  }
}
