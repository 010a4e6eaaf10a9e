/// What a POSIX extended header says about the files behind it: the fields that are used here.
struct PaxRecords {
  var path: [UInt8]?
  var target: [UInt8]?
  var size: Int64?
  /// In nanoseconds since 1970.
  var modificationTime: Int64?

  /// Takes over what records say: each its length in digits, a blank, a name, `=`, a value and a
  /// line feed. An empty value takes an earlier one back.
  mutating func read(_ bytes: [UInt8]) throws(ArchiveError) {
    var rest = bytes[...]
    while !rest.isEmpty, rest.first != 0 {
      let digits = rest.prefix { (48...57).contains($0) }
      guard digits.count <= 7, let length = Int(String(decoding: digits, as: UTF8.self)),
        length <= rest.count, length > digits.count + 1,
        rest[rest.startIndex + digits.count] == UInt8(ascii: " ")
      else { throw Self.damaged }
      let record = rest.prefix(length).dropFirst(digits.count + 1)
      rest = rest.dropFirst(length)
      guard record.last == UInt8(ascii: "\n"),
        let sign = record.firstIndex(of: UInt8(ascii: "="))
      else { throw Self.damaged }
      let value = [UInt8](record[(sign + 1)...].dropLast())
      try set(String(decoding: record[..<sign], as: UTF8.self), to: value)
    }
  }

  private mutating func set(_ name: String, to value: [UInt8]) throws(ArchiveError) {
    switch name {
    case "path": path = value.isEmpty ? nil : value
    case "linkpath": target = value.isEmpty ? nil : value
    case "size":
      guard let size = Int64(String(decoding: value, as: UTF8.self)), size >= 0 else {
        throw Self.damaged
      }
      self.size = size
    case "mtime": modificationTime = try Self.time(value)
    case _ where name.hasPrefix("GNU.sparse."):
      throw ArchiveError(.unsupported, "has a sparse file in it; make it with tar's usual options")
    default: break
    }
  }

  /// Seconds with a fraction, in nanoseconds.
  private static func time(_ value: [UInt8]) throws(ArchiveError) -> Int64 {
    let isNegative = value.first == UInt8(ascii: "-")
    let parts = value.dropFirst(isNegative ? 1 : 0)
      .split(separator: UInt8(ascii: "."), maxSplits: 1, omittingEmptySubsequences: false)
    guard let whole = parts.first, let seconds = Int64(String(decoding: whole, as: UTF8.self)),
      seconds < 1 << 32
    else { throw damaged }
    var nanoseconds: Int64 = 0
    let fraction = parts.count > 1 ? [UInt8](parts[1].prefix(9)) : []
    for place in 0..<9 {
      let digit = place < fraction.count ? fraction[place] : 48
      guard (48...57).contains(digit) else { throw damaged }
      nanoseconds = nanoseconds * 10 + Int64(digit - 48)
    }
    let time = seconds * 1_000_000_000 + nanoseconds
    return isNegative ? -time : time
  }

  private static var damaged: ArchiveError {
    ArchiveError(.malformed, "is damaged: it has malformed records about a file")
  }
}
