/// Unpacks a compressed file into one without a name.
struct Unpacking: ~Copyable {
  private static let pieceSize = 256 << 10

  private let source: ArchiveFile
  private let target: ArchiveFile
  private let room: Int64
  private let input = UnsafeMutableRawBufferPointer.allocate(
    byteCount: Self.pieceSize, alignment: 16)
  private let output = UnsafeMutableRawBufferPointer.allocate(
    byteCount: Self.pieceSize, alignment: 16)
  private var written: Int64 = 0

  private init(_ source: ArchiveFile, into target: ArchiveFile) {
    self.source = source
    self.target = target
    room = target.room() - ArchiveLimits.reserve
  }

  deinit {
    input.deallocate()
    output.deallocate()
  }

  /// - Parameters:
  ///   - folder: where the file without a name is made.
  ///   - make: makes a decompressor; once for every compressed stream in the file.
  static func run(
    _ source: ArchiveFile, in folder: String,
    with make: () throws(ArchiveError) -> any Decompressor
  ) throws(ArchiveError) -> ArchiveFile {
    let target = try ArchiveFile(unnamedIn: folder)
    var unpacking = Unpacking(source, into: target)
    try unpacking.run(make)
    return target
  }

  private mutating func run(
    _ make: () throws(ArchiveError) -> any Decompressor
  ) throws(ArchiveError) {
    var decompressor: (any Decompressor)?
    var offset: Int64 = 0
    while true {
      let count = try source.read(into: input, at: offset)
      if count == 0 { break }
      offset += Int64(count)
      var rest = UnsafeRawBufferPointer(rebasing: input[..<count])
      // Compressed streams may follow each other; zeros may fill a block behind the last.
      while let start = decompressor == nil
        ? rest.firstIndex(where: { $0 != 0 }) : rest.indices.first
      {
        rest = UnsafeRawBufferPointer(rebasing: rest[start...])
        let current: any Decompressor
        if let begun = decompressor { current = begun } else { current = try make() }
        let step = try current.step(rest, into: output)
        try keep(step.made)
        rest = UnsafeRawBufferPointer(rebasing: rest[step.taken...])
        decompressor = step.isAtEnd ? nil : current
        guard step.isAtEnd || step.taken > 0 || step.made > 0 else {
          throw ArchiveError(.malformed, "is damaged")
        }
      }
    }
    while let current = decompressor {
      let step = try current.step(UnsafeRawBufferPointer(start: nil, count: 0), into: output)
      try keep(step.made)
      if step.isAtEnd { return }
      guard step.made > 0 else { throw ArchiveError(.truncated, "ends too early") }
      decompressor = current
    }
  }

  private mutating func keep(_ count: Int) throws(ArchiveError) {
    written += Int64(count)
    guard written <= room else {
      throw ArchiveError(
        .tooLarge, "has more in it than there is room for; set TMPDIR to a folder with more")
    }
    try target.append(UnsafeRawBufferPointer(rebasing: output[..<count]))
  }
}
