/// One block of a tar archive that says what follows it, in the old, POSIX and GNU formats.
struct TarHeader {
  static let blockSize = 512

  /// What a header announces, by its type flag.
  enum Kind {
    case file
    case hardLink
    case symbolicLink
    case folder
    /// Records for the next file: POSIX' extended header.
    case extended
    /// Records for all that follow.
    case global
    /// GNU's long path or long target of the next file.
    case longPath
    case longTarget
    case other(UInt8)
  }

  let kind: Kind
  let path: [UInt8]
  let target: [UInt8]
  let mode: UInt16
  let size: Int64
  /// In seconds since 1970.
  let modificationTime: Int64

  static let noArchive = ArchiveError(
    .malformed, "is no tar archive (plain, or packed by gzip or xz), or a damaged one")

  /// Reads a block; nil for one of zeros, which ends an archive.
  init?(_ block: [UInt8]) throws(ArchiveError) {
    if block.allSatisfy({ $0 == 0 }) { return nil }
    guard let written = Self.number(block[148..<156]), written == Self.checksum(block) else {
      throw Self.noArchive
    }
    let isPOSIX = block[257..<263].elementsEqual("ustar\0".utf8)
    let name = Self.text(block[0..<100])
    let prefix = isPOSIX ? Self.text(block[345..<500]) : []
    path = prefix.isEmpty ? name : prefix + [UInt8(ascii: "/")] + name
    target = Self.text(block[157..<257])
    guard let mode = Self.number(block[100..<108]), let size = Self.number(block[124..<136]),
      let time = Self.number(block[136..<148]), size >= 0
    else { throw ArchiveError(.malformed, "is damaged: \(shown(path)) has no valid size") }
    self.mode = UInt16(truncatingIfNeeded: mode & 0o7777)
    self.size = size
    modificationTime = time
    kind =
      switch block[156] {
      case 0, UInt8(ascii: "0"), UInt8(ascii: "7"):
        // Before POSIX a slash at the end made a folder.
        name.last == UInt8(ascii: "/") ? .folder : .file
      case UInt8(ascii: "1"): .hardLink
      case UInt8(ascii: "2"): .symbolicLink
      case UInt8(ascii: "5"): .folder
      case UInt8(ascii: "x"): .extended
      case UInt8(ascii: "g"): .global
      case UInt8(ascii: "L"): .longPath
      case UInt8(ascii: "K"): .longTarget
      case let flag: .other(flag)
      }
  }

  private static func text(_ field: ArraySlice<UInt8>) -> [UInt8] {
    [UInt8](field.prefix { $0 != 0 })
  }

  /// Octal digits, or GNU's binary form for what doesn't fit; nil for anything else.
  private static func number(_ field: ArraySlice<UInt8>) -> Int64? {
    guard let first = field.first else { return nil }
    if first & 0x80 != 0 {
      // 0x80 begins a positive number, 0xff a negative one in two's complement.
      guard first == 0x80 || first == 0xff else { return nil }
      var value: Int64 = first == 0xff ? -1 : 0
      for byte in field.dropFirst() {
        guard value >= Int64.min >> 8, value <= Int64.max >> 8 else { return nil }
        value = value << 8 | Int64(byte)
      }
      return value
    }
    let blank: (UInt8) -> Bool = { $0 == UInt8(ascii: " ") || $0 == 0 }
    let digits = field.drop(while: { $0 == UInt8(ascii: " ") }).prefix { !blank($0) }
    guard digits.allSatisfy({ (48...55).contains($0) }), digits.count <= 20 else { return nil }
    return digits.reduce(0) { $0 << 3 | Int64($1 - 48) }
  }

  /// The sum of all bytes, those of the checksum itself taken as blanks.
  private static func checksum(_ block: [UInt8]) -> Int64 {
    var sum: Int64 = 8 * 32
    for (index, byte) in block.enumerated() where !(148..<156).contains(index) {
      sum += Int64(byte)
    }
    return sum
  }
}
