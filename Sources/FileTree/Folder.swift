import Glibc

/// A folder on disk that a tree draws from. It is held open, so that it stays the same folder when
/// somebody renames it or puts another one in its place.
final class Folder: Sendable {
  /// Where it was found: an absolute path without symbolic links, to be shown and to tell whether
  /// an absolute link leads into it.
  let path: [UInt8]
  let symbolicLinks: FolderOptions.SymbolicLinks
  /// What of it is left out, nil for nothing.
  let exclusions: PathFilter?
  let descriptor: Int32

  init(path: [UInt8], options: FolderOptions) throws(FileTreeError) {
    exclusions =
      options.excludePatterns.isEmpty ? nil : try PathFilter(excluding: options.excludePatterns)
    symbolicLinks = options.symbolicLinks
    guard !path.isEmpty, !path.contains(0) else { throw FileTreeError(.notFound, path) }
    let descriptor = openat(
      AT_FDCWD, path.map(CChar.init(bitPattern:)) + [0], O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Self.failure(errno, path) }
    self.descriptor = descriptor
    self.path = Self.resolved(path)
  }

  deinit { close(descriptor) }

  private static func failure(_ number: Int32, _ path: [UInt8]) -> FileTreeError {
    switch number {
    case ENOENT: FileTreeError(.notFound, path)
    case ENOTDIR: FileTreeError(.notAFolder, path)
    default: FileTreeError(system: number, path)
    }
  }

  private static func resolved(_ path: [UInt8]) -> [UInt8] {
    guard let text = realpath(path.map(CChar.init(bitPattern:)) + [0], nil) else { return path }
    defer { free(text) }
    return [UInt8](UnsafeRawBufferPointer(start: text, count: strlen(text)))
  }

  /// Whether links are replaced with what they lead to.
  var followsLinks: Bool { symbolicLinks != .keep }

  /// The path on disk, to be shown, of something inside, or of an absolute path.
  func shownPath(_ inside: some Collection<UInt8>) -> [UInt8] {
    var whole = inside.first == .slash ? [] : path
    if inside.first != .slash, whole.last != .slash { whole.append(.slash) }
    whole.append(contentsOf: inside)
    if whole.count > 1, whole.last == .slash { whole.removeLast() }
    return whole
  }
}
