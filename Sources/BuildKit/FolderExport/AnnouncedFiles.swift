import FileTree
import Glibc

/// The regular files of an export that were announced and of which nothing has come yet.
///
/// A daemon may announce all of them before it sends the first one. So they lie close together: some
/// thirty bytes each beside the path.
struct AnnouncedFiles {
  struct File {
    let path: [UInt8]
    let size: Int64
    let metadata: FileMetadata
  }

  private var pages: [Page] = []
  /// Few files have any.
  private var xattrs: [UInt32: [PacketXattr]] = [:]
  private var count = 0

  var isEmpty: Bool { count == 0 }

  /// - Parameter id: above that of every file before.
  mutating func append(_ file: File, id: UInt32) {
    if pages.last?.isFull != false { pages.append(Page(firstID: id)) }
    pages[pages.count - 1].append(file, id: id)
    if !file.metadata.xattrs.isEmpty { xattrs[id] = file.metadata.xattrs }
    count += 1
  }

  /// A file, which isn't among them any more; nil if it never was, or was taken before.
  mutating func take(_ id: UInt32) -> File? {
    let after = pages.partitioningIndex { $0.firstID > id }
    guard after > 0, let taken = pages[after - 1].take(id) else { return nil }
    count -= 1
    let metadata = FileMetadata(
      mode: taken.entry.mode, modTime: taken.entry.modTime,
      xattrs: xattrs.removeValue(forKey: id) ?? [])
    return File(path: taken.path, size: taken.entry.size, metadata: metadata)
  }
}

extension AnnouncedFiles {
  private struct Entry {
    let id: UInt32
    /// Where the path ends in the page; it begins where the one before ends.
    let pathEnd: UInt32
    let mode: mode_t
    var isTaken = false
    let size: Int64
    let modTime: Int64
  }

  /// Some hundred files, whose memory is given back together.
  private struct Page {
    private static let capacity = 512

    let firstID: UInt32
    private var entries: [Entry] = []
    private var paths: [UInt8] = []
    private var taken = 0

    init(firstID: UInt32) { self.firstID = firstID }

    var isFull: Bool { entries.count == Self.capacity }

    mutating func append(_ file: File, id: UInt32) {
      paths += file.path
      entries.append(
        Entry(
          id: id, pathEnd: UInt32(paths.count), mode: file.metadata.mode, size: file.size,
          modTime: file.metadata.modTime))
    }

    mutating func take(_ id: UInt32) -> (entry: Entry, path: [UInt8])? {
      let index = entries.partitioningIndex { $0.id >= id }
      guard index < entries.count, entries[index].id == id, !entries[index].isTaken else {
        return nil
      }
      entries[index].isTaken = true
      let begin = index > 0 ? Int(entries[index - 1].pathEnd) : 0
      let found = (entries[index], Array(paths[begin..<Int(entries[index].pathEnd)]))
      taken += 1
      if taken == entries.count { (entries, paths, taken) = ([], [], 0) }
      return found
    }
  }
}
