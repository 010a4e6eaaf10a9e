import CLinux
import Glibc

/// Puts files of a tree into staged folders, without copying their bytes where the file system
/// allows.
///
/// A clone is tried first: it is a file of its own that shares its blocks with the original, so
/// nothing that a builder does to it reaches the original. Where the file system has no clones it is
/// a hard link, which is the same file under another name: so nothing is ever set on it, and a file
/// that needs other permissions than the original's is copied. Bytes are copied only where neither
/// can be, such as to another file system.
struct FilePlacer {
  private enum Means { case clone, link, copy }

  /// What works for the files of a file system, by its device; clones where nothing is known yet.
  private var means: [UInt64: Means] = [:]
  private var copying = FileCopy()
  /// What was done so far.
  var report = StagingReport()
  /// Throws when staging is to stop.
  private let proceed: () throws -> Void

  init(proceed: @escaping () throws -> Void) { self.proceed = proceed }

  /// Writes a file that is in memory.
  mutating func write(
    _ bytes: [UInt8], to name: [CChar], in folder: StagedDirectory, _ stat: FileStat
  ) throws {
    try make(name, in: folder, stat) { descriptor, path in
      guard bytes.withUnsafeBytes({ writeAll($0, to: descriptor) }) == bytes.count else {
        throw FileTreeError(.unwritable, path, errorNumber: errno)
      }
    }
    report.writtenFiles += 1
  }

  /// Puts a file on disk in place.
  ///
  /// - Parameter root: the staged folder itself, in which an earlier hard link of the file may be.
  mutating func place(
    _ file: TreeEntry.DiskContent, as name: [CChar], in folder: StagedDirectory, _ stat: FileStat,
    root: StagedDirectory
  ) throws {
    let device = file.identity.device
    if means[device] != .link, !stat.linkName.isEmpty {
      // The tree has the file already, under another path: here they must be one file too.
      let first = stat.linkName.map(CChar.init(bitPattern:)) + [0]
      if linkat(root.descriptor, first, folder.descriptor, name, 0) == 0 {
        report.linkedFiles += 1
        return
      }
    }
    if means[device, default: .clone] == .clone {
      if try clone(file, as: name, in: folder, stat) { return }
      means[device] = .link
    }
    if means[device] == .link {
      if try link(file, as: name, in: folder, stat) { return }
    }
    try copy(OpenFile(file, stat), as: name, in: folder, stat)
  }

  /// Makes a clone; false where there can be none.
  private mutating func clone(
    _ file: TreeEntry.DiskContent, as name: [CChar], in folder: StagedDirectory, _ stat: FileStat
  ) throws -> Bool {
    let source = try OpenFile(file, stat)
    guard let descriptor = source.disk?.descriptor else { return false }
    var failure: Int32 = 0
    try make(name, in: folder, stat) { target, path in
      if bentokit_clone_file(target, descriptor) != 0 { failure = errno }
      if failure == ENOSPC || failure == EDQUOT {
        throw FileTreeError(.unwritable, path, errorNumber: failure)
      }
      try source.verify()
    }
    guard failure == 0 else {
      unlinkat(folder.descriptor, name, 0)
      return false
    }
    report.clonedFiles += 1
    return true
  }

  /// Makes a hard link; false where there can be none, or where it would not do.
  private mutating func link(
    _ file: TreeEntry.DiskContent, as name: [CChar], in folder: StagedDirectory, _ stat: FileStat
  ) throws(FileTreeError) -> Bool {
    guard linkat(file.directory.descriptor, file.namePointer, folder.descriptor, name, 0) == 0
    else {
      switch errno {
      case ENOENT: throw FileTreeError(system: ENOENT, file.shownPath)
      case EXDEV, ENOSYS, EOPNOTSUPP: means[file.identity.device] = .copy
      // Someone else's file, or one with as many links as it can have: others may do.
      default: break
      }
      return false
    }
    var status = Glibc.stat()
    guard fstatat(folder.descriptor, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else {
      throw FileTreeError(.unwritable, folder.path + name.shown, errorNumber: errno)
    }
    guard FileIdentity(status) == file.identity, Int64(status.st_size) == stat.size,
      status.modificationTime == stat.modificationTime
    else { throw FileTreeError(.changed, file.shownPath) }
    if FileMode.bits(status.st_mode) != stat.mode {
      unlinkat(folder.descriptor, name, 0)
      return false
    }
    report.linkedFiles += 1
    return true
  }

  /// Puts a copy of a file in place.
  mutating func copy(
    _ source: OpenFile, as name: [CChar], in folder: StagedDirectory, _ stat: FileStat
  ) throws {
    var copying = copying
    let proceed = proceed
    try make(name, in: folder, stat) { target, path in
      try copying.copy(source, to: target, shown: path, proceed: proceed)
    }
    self.copying = copying
    report.copiedFiles += 1
    report.copiedBytes += stat.size
  }

  /// Makes a file, fills it, and gives it what the tree says about it.
  private mutating func make(
    _ name: [CChar], in folder: StagedDirectory, _ stat: FileStat,
    _ fill: (_ descriptor: Int32, _ path: [UInt8]) throws -> Void
  ) throws {
    let path = folder.path + name.shown
    let descriptor = openat(
      folder.descriptor, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw FileTreeError(.unwritable, path, errorNumber: errno) }
    defer { close(descriptor) }
    try fill(descriptor, path)
    try descriptor.take(stat, shown: path, &report)
  }
}

extension TreeEntry.DiskContent {
  /// The path on disk, to be shown.
  var shownPath: [UInt8] { directory.shownPath(namePointer) }
}

extension [CChar] {
  /// A name without the NUL at its end.
  var shown: [UInt8] { dropLast().map(UInt8.init(bitPattern:)) }
}
