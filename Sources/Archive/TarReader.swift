/// Goes through a tar archive from header to header; the files' own bytes are skipped.
struct TarReader {
  /// A file, folder or link of the archive.
  struct Item {
    enum Kind {
      case file(offset: Int64, size: Int64)
      case folder
      case symbolicLink(target: [UInt8])
      case hardLink(target: [UInt8])
    }

    let path: [UInt8]
    let kind: Kind
    let mode: UInt16
    /// In nanoseconds since 1970.
    let modificationTime: Int64
  }

  private let file: ArchiveFile
  private let size: Int64
  private var offset: Int64 = 0
  private var global = PaxRecords()

  init(_ file: ArchiveFile) throws(ArchiveError) {
    self.file = file
    size = try file.size()
  }

  /// The next item; nil behind the last.
  mutating func next() throws(ArchiveError) -> Item? {
    var records = global
    var longPath: [UInt8]?
    var longTarget: [UInt8]?
    while true {
      guard let header = try header() else { return nil }
      switch header.kind {
      case .extended: try records.read(try text(header))
      case .global:
        try global.read(try text(header))
        records = global
      case .longPath: longPath = try [UInt8](text(header).prefix { $0 != 0 })
      case .longTarget: longTarget = try [UInt8](text(header).prefix { $0 != 0 })
      default:
        let path = longPath ?? records.path ?? header.path
        let kind = try kind(
          header, path, target: longTarget ?? records.target ?? header.target,
          size: records.size ?? header.size)
        let time = records.modificationTime ?? Self.nanoseconds(header.modificationTime)
        return Item(path: path, kind: kind, mode: header.mode, modificationTime: time)
      }
    }
  }

  private mutating func kind(
    _ header: TarHeader, _ path: [UInt8], target: [UInt8], size: Int64
  ) throws(ArchiveError) -> Item.Kind {
    switch header.kind {
    case .file:
      let start = offset
      try skip(size)
      return .file(offset: start, size: size)
    case .folder:
      try skip(size)
      return .folder
    // POSIX lets a hard link carry its bytes again; nothing that writes bentos does that.
    case .hardLink: return .hardLink(target: target)
    case .symbolicLink: return .symbolicLink(target: target)
    default:
      throw ArchiveError(
        .unsupported, "has \(shown(path)) in it, which is no file, folder or link")
    }
  }

  private mutating func header() throws(ArchiveError) -> TarHeader? {
    guard size >= Int64(TarHeader.blockSize) else { throw TarHeader.noArchive }
    let block = try file.bytes(at: offset, count: TarHeader.blockSize)
    offset += Int64(TarHeader.blockSize)
    return try TarHeader(block)
  }

  /// The content of a header that stands for texts.
  private mutating func text(_ header: TarHeader) throws(ArchiveError) -> [UInt8] {
    guard header.size <= ArchiveLimits.extendedHeader else {
      throw ArchiveError(.tooLarge, "has a name of more than a megabyte in it")
    }
    let bytes = try file.bytes(at: offset, count: Int(header.size))
    try skip(header.size)
    return bytes
  }

  /// Goes past content, which fills whole blocks.
  private mutating func skip(_ count: Int64) throws(ArchiveError) {
    guard count <= size - offset else { throw ArchiveError(.truncated, "ends too early") }
    let block = Int64(TarHeader.blockSize)
    offset += (count + block - 1) / block * block
  }

  private static func nanoseconds(_ seconds: Int64) -> Int64 {
    seconds.multipliedReportingOverflow(by: 1_000_000_000).partialValue
  }
}
