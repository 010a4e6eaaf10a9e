import Bytes
import FileTree
import Glibc

/// Writes one export into a folder as its packets come in: the receiving side of the file-sync
/// protocol. Confined to one thread.
///
/// Files are asked for as they are announced. Hard links are made and folders get their permissions
/// and times at the end, when all files are there; what is to be deleted goes then too, so an export
/// that fails has deleted nothing. Files that look unchanged are fetched again: images are often
/// made with one time for all files, which would let an old file pass for the new one.
final class FolderWriter {
  /// What one export may hold, and how many files may be begun and not ended.
  struct Limits {
    var entries = 8_000_000
    var openFiles = 128
  }

  private let folders: OpenFolders
  private let limits: Limits
  private let mask = FileCreationMask.current
  private var order = EntryOrder()
  private var deletion: FolderDeletion?
  private var number: UInt32 = 0
  private var announced = AnnouncedFiles()
  private var open: [UInt32: ExportedFile] = [:]
  /// The last of them that something came for: mostly the next piece is for it too.
  private var current: (id: UInt32, file: ExportedFile)?
  private var regularFiles = PathSet()
  private var hardLinks: [(path: [UInt8], target: [UInt8])] = []
  private var madeFolders: [(path: [UInt8], metadata: FileMetadata)] = []
  private var devices: (count: Int, first: [UInt8]) = (0, [])
  private var isListed = false
  private var replies = PacketWriter(blockSize: 4096)
  /// Whether the export is whole, on disk, and the daemon has been told so.
  private(set) var isComplete = false
  /// Whether the daemon has agreed.
  private(set) var isFinished = false

  /// - Parameters:
  ///   - root: the folder, which stays open as long as the writer is used.
  ///   - deletes: whether what is in the folder and not in the export is deleted.
  init(root: Int32, deletes: Bool = false, limits: Limits = Limits()) throws(SystemFailure) {
    folders = OpenFolders(root: root)
    self.limits = limits
    if deletes { deletion = try FolderDeletion(root: root) }
  }

  /// What is to be sent to the daemon since the last time.
  func takeReplies() -> ByteChain { replies.take() }

  /// Takes a packet.
  ///
  /// - Throws: ``ExportError``; ``SystemFailure``; ``MalformedMessage``.
  func take(_ message: ByteChain) throws {
    let packet = try Packet(decoding: message)
    switch packet.kind {
    case .stat:
      guard !isListed else {
        throw ExportError(.protocolViolation, "the export's listing goes on after its end")
      }
      if let stat = packet.stat { try announce(stat) } else { isListed = true }
    case .data: try takeContent(packet.data, of: packet.id)
    case .finish:
      guard isComplete else {
        throw ExportError(.protocolViolation, "the export ended before its files were there")
      }
      isFinished = true
    case .error: throw ExportError(.daemonFailed, "the daemon says: \(packet.data.array.shown)")
    case .request:
      throw ExportError(.protocolViolation, "the daemon asks for files in an export")
    }
    if isListed, !isComplete, announced.isEmpty, open.isEmpty { try complete() }
  }

  /// Writes what has come in so far.
  func flush() throws(SystemFailure) {
    for file in open.values { try file.flush() }
  }

  /// Removes the files that aren't whole.
  func abandon() {
    for file in open.values {
      if let parent = try? folders.parent(of: file.path) { file.abandon(in: parent) }
    }
    current = nil
    open = [:]
  }

  // MARK: The listing

  private func announce(_ stat: PacketStat) throws {
    let id = number
    guard id < limits.entries else {
      throw ExportError(.tooManyEntries, "the export has more than \(limits.entries) entries")
    }
    number += 1
    let path = stat.path
    let isFolder = stat.mode & FileMode.folder != 0
    let position = try order.accept(path, isFolder: isFolder)
    try deletion?.pass(position)
    let metadata = FileMetadata(stat)
    switch stat.mode & ~FileMode.permissionMask {
    case FileMode.folder: try makeFolder(path, metadata)
    case FileMode.symbolicLink:
      try make(path, metadata) { symlinkat(stat.linkname.cString, $0, $1) }
    case FileMode.namedPipe:
      try make(path, metadata) { mkfifoat($0, $1, metadata.mode & 0o777) }
    case 0 where stat.linkname.isEmpty:
      regularFiles.insert(path)
      let file = AnnouncedFiles.File(path: path, size: stat.size, metadata: metadata)
      if stat.size == 0 {
        try begin(file).finish(in: folders.parent(of: path))
      } else {
        announced.append(file, id: id)
        replies.appendRequest(id: id)
      }
    case 0: try note(hardLink: path, to: stat.linkname)
    case FileMode.device, FileMode.device | FileMode.characterDevice: leaveOut(path)
    default: throw ExportError(.unsupportedFile, path, "it is of a kind that doesn't exist")
    }
  }

  /// A device would give whoever gets at the folder powers over this machine.
  private func leaveOut(_ path: [UInt8]) {
    devices.count += 1
    if devices.first.isEmpty { devices.first = path }
  }

  /// What the export lacks, in a line; nil if it lacks nothing.
  var note: String? {
    guard devices.count > 0 else { return nil }
    let others = devices.count > 1 ? " and \(devices.count - 1) more" : ""
    return "devices are left out of the folder: \(devices.first.shown)\(others); a tar holds them"
  }

  private func makeFolder(_ path: [UInt8], _ metadata: FileMetadata) throws {
    let name = path.lastName
    let parent = try folders.parent(of: path)
    var isThere = false
    if mkdirat(parent, name.cString, 0o700) != 0 {
      var status = stat()
      isThere =
        errno == EEXIST && fstatat(parent, name.cString, &status, AT_SYMLINK_NOFOLLOW) == 0
        && status.st_mode & S_IFMT == S_IFDIR
      if !isThere {
        try PlaceTaking.make(name, in: parent) { mkdirat(parent, $0, 0o700) }
      } else if status.st_mode & 0o700 != 0o700 {
        _ = fchmod(try folders.descriptor(of: path), status.st_mode & 0o7777 | 0o700)
      }
    }
    if deletion != nil {
      try deletion?.enter(path, isThere ? folders.descriptor(of: path) : nil)
    }
    madeFolders.append((path, metadata))
  }

  private func make(
    _ path: [UInt8], _ metadata: FileMetadata, _ call: (Int32, [CChar]) -> Int32
  ) throws {
    let name = path.lastName
    let parent = try folders.parent(of: path)
    try PlaceTaking.make(name, in: parent) { call(parent, $0) }
    try metadata.applyTime(to: name.cString, in: parent, path: path)
  }

  private func note(hardLink path: [UInt8], to target: [UInt8]) throws(ExportError) {
    try EntryOrder.check(target)
    guard regularFiles.contains(target) else {
      throw ExportError(
        .linkOutside, path, "it is a hard link to \"\(target.shown)\", which is no file before it")
    }
    hardLinks.append((path, target))
  }

  // MARK: Content

  private func begin(_ file: AnnouncedFiles.File) throws(SystemFailure) -> ExportedFile {
    try ExportedFile(
      file.path, size: file.size, file.metadata, in: folders.parent(of: file.path), mask: mask)
  }

  private func takeContent(_ data: ByteSlice, of id: UInt32) throws {
    let file = try file(id)
    guard data.isEmpty else { return try file.append(data) }
    try file.finish(in: folders.parent(of: file.path))
    open[id] = nil
    current = nil
  }

  private func file(_ id: UInt32) throws -> ExportedFile {
    if let current, current.id == id { return current.file }
    if let file = open[id] {
      current = (id, file)
      return file
    }
    guard let file = announced.take(id) else {
      throw ExportError(.unrequestedContent, "content came for file \(id), which nobody asked for")
    }
    guard open.count < limits.openFiles else {
      throw ExportError(
        .tooManyOpenFiles, "more than \(limits.openFiles) files of the export came at once")
    }
    let begun = try begin(file)
    open[id] = begun
    current = (id, begun)
    return begun
  }

  // MARK: The end

  private func complete() throws {
    for (path, target) in hardLinks {
      // A descriptor of the cache may be closed when the next one is asked for.
      let name = path.lastName
      let from = dup(try folders.parent(of: target))
      defer { close(from) }
      let parent = try folders.parent(of: path)
      try PlaceTaking.make(name, in: parent) {
        linkat(from, target.lastName.cString, parent, $0, 0)
      }
    }
    try deletion?.finish(folders)
    // Deepest first: a folder's own permissions may keep us out of it.
    for (path, metadata) in madeFolders.reversed() {
      try metadata.apply(to: folders.descriptor(of: path), path: path)
    }
    replies.appendFinish()
    isComplete = true
  }
}
