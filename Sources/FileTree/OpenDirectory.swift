import Glibc

/// A directory on disk, held open. Everything in it is reached through its descriptor, so nobody
/// can slip another directory in between.
final class OpenDirectory {
  let folder: Folder
  /// The index of the folder in its tree.
  let folderIndex: Int
  let descriptor: Int32
  /// Its path inside the folder, with a slash at the end; empty for the folder itself. Absolute for
  /// one elsewhere, which a link led to.
  let path: [UInt8]
  /// The directory it lies in; nil for the folder itself.
  let parent: OpenDirectory?

  /// Opens a tree's folder itself.
  init(_ folder: Folder, index: Int) throws(FileTreeError) {
    self.folder = folder
    self.folderIndex = index
    self.path = []
    self.parent = nil
    self.descriptor = openat(folder.descriptor, ".", Self.flags)
    guard descriptor >= 0 else { throw FileTreeError(system: errno, folder.path) }
  }

  /// Opens a directory inside another one; never through a symbolic link.
  init(_ name: UnsafePointer<CChar>, in parent: OpenDirectory) throws(FileTreeError) {
    self.folder = parent.folder
    self.folderIndex = parent.folderIndex
    self.path = parent.path + UnsafeRawBufferPointer(start: name, count: strlen(name)) + [.slash]
    self.parent = parent
    self.descriptor = openat(parent.descriptor, name, Self.flags | O_NOFOLLOW)
    guard descriptor >= 0 else { throw FileTreeError(system: errno, folder.shownPath(path)) }
  }

  /// Opens a directory that a link in a folder leads to, wherever it lies.
  ///
  /// - Parameter path: its absolute path without any links.
  init(
    elsewhere path: [UInt8], for folder: Folder, index: Int
  ) throws(FileTreeError) {
    self.folder = folder
    self.folderIndex = index
    self.path = path.last == .slash ? path : path + [.slash]
    self.parent = nil
    self.descriptor = openat(
      AT_FDCWD, self.path.map(CChar.init(bitPattern:)) + [0], Self.flags | O_NOFOLLOW)
    guard descriptor >= 0 else { throw FileTreeError(system: errno, path) }
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }

  private static var flags: Int32 { O_RDONLY | O_DIRECTORY | O_CLOEXEC }

  /// Its device and inode.
  func identity() throws(FileTreeError) -> FileIdentity { FileIdentity(try status()) }

  /// What the system says about this directory itself.
  func status() throws(FileTreeError) -> stat {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      throw FileTreeError(system: errno, folder.shownPath(path))
    }
    return status
  }

  /// What the system says about something in it; a symbolic link is not followed.
  func status(of name: UnsafePointer<CChar>) throws(FileTreeError) -> stat {
    var status = stat()
    guard fstatat(descriptor, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else {
      throw FileTreeError(system: errno, shownPath(name))
    }
    return status
  }

  /// The target of a symbolic link in it.
  func target(of name: UnsafePointer<CChar>) throws(FileTreeError) -> [UInt8] {
    // Linux has no longer targets than PATH_MAX.
    let buffer = UnsafeMutablePointer<CChar>.allocate(capacity: Int(PATH_MAX))
    defer { buffer.deallocate() }
    let length = readlinkat(descriptor, name, buffer, Int(PATH_MAX))
    guard length >= 0 else {
      // EINVAL: it is no link any more.
      throw FileTreeError(system: errno == EINVAL ? ELOOP : errno, shownPath(name))
    }
    return [UInt8](UnsafeRawBufferPointer(start: buffer, count: length))
  }

  /// The path on disk, to be shown.
  var shownPath: [UInt8] { folder.shownPath(path) }

  /// The path of something in it for system calls that know no directories.
  func systemPath(of name: UnsafePointer<CChar>) -> [CChar] {
    let path = shownPath(name)
    if path.count < Int(PATH_MAX) { return path.map(CChar.init(bitPattern:)) + [0] }
    let name = UnsafeBufferPointer(start: name, count: strlen(name) + 1)
    return "/proc/self/fd/\(descriptor)/".utf8.map(CChar.init(bitPattern:)) + name
  }

  /// The path on disk, to be shown, of something in it.
  func shownPath(_ name: UnsafePointer<CChar>) -> [UInt8] {
    folder.shownPath(path + UnsafeRawBufferPointer(start: name, count: strlen(name)))
  }
}
