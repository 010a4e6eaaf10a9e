import Glibc
import Synchronization

/// The folder around one staged tree: `bentokit-stage-XXXXXX`, only for its owner to enter. In it
/// are the tree, and a file that is locked as long as the process that made it lives.
final class StagingPlace: Sendable {
  private static let prefix = Array("bentokit-stage-".utf8)
  private static let lockName = "lock"
  private static let rootName = "context"
  /// How often a folder may be taken for a left-over, between being made and being locked.
  private static let attempts = 100

  private let area: StagingFolder
  private let name: [CChar]
  private let folder: StagingFolder
  private let lock: Int32
  private let around: MadeFolders?
  private let isRemoved = Atomic<Bool>(false)

  /// Makes one in a folder.
  ///
  /// - Parameter around: what is removed after it.
  init(in area: [UInt8], removing around: MadeFolders?) throws(FileTreeError) {
    self.around = around
    self.area = try StagingFolder(area)
    for _ in 0..<Self.attempts {
      var path = (area + [.slash] + Self.prefix + Array("XXXXXX".utf8)).map(CChar.init(bitPattern:))
      path.append(0)
      guard mkdtemp(&path) != nil else {
        throw FileTreeError(.unwritable, area, errorNumber: errno)
      }
      let name = Array(path.suffix(Self.prefix.count + 7))
      guard let folder = try? StagingFolder(name, in: self.area) else { continue }
      if let lock = folder.lock(Self.lockName) {
        (self.name, self.folder, self.lock) = (name, folder, lock)
        return
      }
    }
    throw FileTreeError(.unwritable, area, errorNumber: EBUSY)
  }

  deinit { close(lock) }

  /// The absolute path of the folder that the tree is made in.
  var rootPath: [UInt8] { folder.path + [.slash] + Array(Self.rootName.utf8) }

  /// Makes the folder for the tree; its descriptor.
  func makeRoot() throws(FileTreeError) -> Int32 {
    let made = mkdirat(folder.descriptor, Self.rootName, 0o700)
    let descriptor =
      made == 0
      ? openat(folder.descriptor, Self.rootName, O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1
    guard descriptor >= 0 else {
      throw FileTreeError(.unwritable, rootPath, errorNumber: errno)
    }
    return descriptor
  }

  /// Removes everything, the first time it is called.
  func remove() {
    if isRemoved.exchange(true, ordering: .relaxed) { return }
    Self.remove(folder, name, in: area)
    around?.remove()
  }

  /// The lock goes last: what is left when this is interrupted is still known as a left-over.
  private static func remove(_ folder: StagingFolder, _ name: [CChar], in area: StagingFolder) {
    FolderRemoval.remove(rootName.utf8CString.map { $0 }, in: folder.descriptor)
    unlinkat(folder.descriptor, lockName, 0)
    unlinkat(area.descriptor, name, AT_REMOVEDIR)
  }

  /// Removes what killed processes of this user have left in a folder.
  static func removeLeftOvers(in area: [UInt8]) throws(FileTreeError) {
    let area = try StagingFolder(area)
    for name in FolderRemoval.names(in: area.descriptor) where name.shown.starts(with: prefix) {
      guard let folder = try? StagingFolder(name, in: area), folder.isOurs,
        let lock = folder.lock(lockName)
      else { continue }
      remove(folder, name, in: area)
      close(lock)
    }
  }
}

/// An open folder that staged trees are in, or the folder of one.
private final class StagingFolder: Sendable {
  let descriptor: Int32
  /// Absolute, without symbolic links.
  let path: [UInt8]

  init(_ path: [UInt8]) throws(FileTreeError) {
    let text = path.map(CChar.init(bitPattern:)) + [0]
    guard let resolved = realpath(text, nil) else {
      throw FileTreeError(.unwritable, path, errorNumber: errno)
    }
    defer { free(resolved) }
    self.path = [UInt8](UnsafeRawBufferPointer(start: resolved, count: strlen(resolved)))
    descriptor = open(resolved, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileTreeError(.unwritable, path, errorNumber: errno) }
  }

  /// One in another, which may be gone.
  init(_ name: [CChar], in parent: StagingFolder) throws(FileTreeError) {
    path = parent.path + [.slash] + name.shown
    descriptor = openat(
      parent.descriptor, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileTreeError(.unwritable, path, errorNumber: errno) }
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }

  /// Whether it belongs to the user of this process.
  var isOurs: Bool {
    var status = stat()
    return fstat(descriptor, &status) == 0 && status.st_uid == geteuid()
  }

  /// Locks a file in the folder, made if it isn't there; its descriptor, nil if someone else holds
  /// the lock or has removed the file. The lock ends with the descriptor, thus with the process.
  func lock(_ name: String) -> Int32? {
    let lock = openat(descriptor, name, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard lock >= 0 else { return nil }
    var status = stat()
    if flock(lock, LOCK_EX | LOCK_NB) == 0, fstat(lock, &status) == 0, status.st_nlink > 0 {
      return lock
    }
    close(lock)
    return nil
  }
}
