import Glibc

/// Finds the files of a snapshot that are wanted, and the blobs that they are links to.
struct HubContents {
  private let repository: String
  private let snapshot: String
  private let filter: HubFilter
  private(set) var kept: [[UInt8]] = []
  private(set) var followed: [[UInt8]] = []
  private var blobs: Set<[UInt8]> = []

  init(repository: String, snapshot: String, filter: HubFilter) {
    self.repository = repository
    self.snapshot = snapshot
    self.filter = filter
  }

  mutating func find() throws(BentoError) {
    try find(in: "", depth: 0)
  }

  private mutating func find(in folder: String, depth: Int) throws(BentoError) {
    let names = File.names(in: "\(repository)/\(snapshot)/\(folder)")
    for name in names {
      let path = folder.isEmpty ? name : "\(folder)/\(name)"
      let whole = "\(repository)/\(snapshot)/\(path)"
      let isLink = Self.type(of: whole) == S_IFLNK
      if !isLink, File.isFolder(whole) {
        guard depth < 100 else {
          throw BentoError(.unreadable, "is nested too deep", at: FileLocation(file: whole))
        }
        try find(in: path, depth: depth + 1)
      } else if filter.wants(path) {
        try add(path, at: whole, isLink: isLink)
      }
    }
  }

  private mutating func add(_ path: String, at whole: String, isLink: Bool) throws(BentoError) {
    let inRepository = Array("\(snapshot)/\(path)".utf8)
    guard isLink else {
      kept.append(inRepository)
      return
    }
    let target = try Self.target(of: whole)
    guard File.exists(whole) else {
      throw BentoError(
        .unreadable,
        "is a link to \(quoted(target)), which isn't there; the download of the model was not"
          + " finished",
        at: FileLocation(file: whole))
    }
    // How huggingface_hub makes them: from the file's folder up to the model's, then to the blob.
    let depth = inRepository.count { $0 == UInt8(ascii: "/") }
    let up = String(repeating: "../", count: depth) + "blobs/"
    let blob = String(target.dropFirst(up.count))
    guard target.hasPrefix(up), HubCache.isName(blob),
      Self.type(of: "\(repository)/blobs/\(blob)") == S_IFREG
    else {
      followed.append(Array(path.utf8))
      return
    }
    kept.append(inRepository)
    let blobPath = Array("blobs/\(blob)".utf8)
    if blobs.insert(blobPath).inserted { kept.append(blobPath) }
  }

  private static func type(of path: String) -> mode_t? {
    var status = stat()
    return lstat(path, &status) == 0 ? status.st_mode & S_IFMT : nil
  }

  private static func target(of link: String) throws(BentoError) -> String {
    let capacity = Int(PATH_MAX)
    let bytes = [UInt8](unsafeUninitializedCapacity: capacity) { buffer, initialized in
      let pointer = UnsafeMutableRawPointer(buffer.baseAddress)?.assumingMemoryBound(to: CChar.self)
      initialized = pointer.map { max(0, readlink(link, $0, capacity)) } ?? 0
    }
    guard !bytes.isEmpty else {
      throw BentoError(
        .unreadable, "can't be read: \(String(cString: strerror(errno)))",
        at: FileLocation(file: link))
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
