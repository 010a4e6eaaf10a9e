import Glibc

/// A tar that a build has exported: what is in it, by path.
struct Tar {
  enum Kind: UInt8 {
    case file = 0x30
    case hardLink = 0x31
    case symbolicLink = 0x32
    case characterDevice = 0x33
    case blockDevice = 0x34
    case folder = 0x35
    case pipe = 0x36
  }

  struct Entry {
    var kind: Kind
    /// The lowest twelve bits.
    var mode: Int
    var size: Int
    var linkName: [UInt8]
    /// By name, without PAX' prefix.
    var extendedAttributes: [String: [UInt8]]
    fileprivate var offset: Int
  }

  private(set) var entries: [[UInt8]: Entry] = [:]
  private let file: OpenedFile

  init(_ path: String) throws {
    file = try OpenedFile(path: path, flags: O_RDONLY)
    try read()
  }

  /// The entry at a path, which is in UTF-8.
  subscript(_ path: String) -> Entry? { entries[Array(path.utf8)] }

  /// The content of a file.
  func contents(_ path: String) throws -> [UInt8] { try contents(Array(path.utf8)) }

  /// The content of a file.
  func contents(_ path: [UInt8]) throws -> [UInt8] {
    guard let entry = entries[path], entry.kind == .file else {
      throw Failure("no file \(String(decoding: path, as: UTF8.self)) in the tar")
    }
    return try bytes(at: entry.offset, count: entry.size)
  }

  /// The content of a file, as text.
  func text(_ path: String) throws -> String {
    String(decoding: try contents(path), as: UTF8.self)
  }

  /// Goes through the content of a file piece by piece.
  func forEachPiece(of path: String, _ body: ([UInt8]) throws -> Void) throws {
    guard let entry = self[path], entry.kind == .file else {
      throw Failure("no file \(path) in the tar")
    }
    let piece = 1 << 20
    for start in stride(from: 0, to: entry.size, by: piece) {
      try body(bytes(at: entry.offset + start, count: min(piece, entry.size - start)))
    }
  }

  /// A tar within the tar.
  func nested(_ path: String, in folder: ScratchFolder) throws -> Tar {
    let target = folder.path("nested-" + unique())
    let output = try OpenedFile(path: target)
    try forEachPiece(of: path) { piece in
      guard write(output.descriptor, piece, piece.count) == piece.count else {
        throw Failure("can't write \(target)")
      }
    }
    return try Tar(target)
  }

  private func bytes(at offset: Int, count: Int) throws -> [UInt8] {
    var buffer = [UInt8](repeating: 0, count: count)
    let got = buffer.withUnsafeMutableBytes {
      pread(file.descriptor, $0.baseAddress, count, offset)
    }
    guard got == count else { throw Failure("the tar ends too early") }
    return buffer
  }

  private mutating func read() throws {
    var offset = 0
    var extended: [String: [UInt8]] = [:]
    while case let header = try bytes(at: offset, count: 512), header.contains(where: { $0 != 0 }) {
      let size = extended["size"].map(Self.decimal) ?? Self.octal(header[124..<136])
      let content = offset + 512
      offset = content + (size + 511) / 512 * 512
      switch header[156] {
      case UInt8(ascii: "x"):
        extended = Self.records(try bytes(at: content, count: size))
        continue
      case let type:
        guard let kind = Kind(rawValue: type) else {
          throw Failure("an entry of type \(type) in the tar")
        }
        add(kind, header, extended, size: size, at: content)
        extended = [:]
      }
    }
  }

  private mutating func add(
    _ kind: Kind, _ header: [UInt8], _ extended: [String: [UInt8]], size: Int, at offset: Int
  ) {
    let prefix = Self.text(header[345..<500])
    let name = (prefix.isEmpty ? [] : prefix + Array("/".utf8)) + Self.text(header[0..<100])
    var path = extended["path"] ?? name
    if path.last == UInt8(ascii: "/") { path.removeLast() }
    var attributes: [String: [UInt8]] = [:]
    for (key, value) in extended where key.hasPrefix("SCHILY.xattr.") {
      attributes[String(key.dropFirst("SCHILY.xattr.".count))] = value
    }
    entries[path] = Entry(
      kind: kind, mode: Self.octal(header[100..<108]) & 0o7777, size: size,
      linkName: extended["linkpath"] ?? Self.text(header[157..<257]),
      extendedAttributes: attributes, offset: offset)
  }

  /// PAX' records, each `LENGTH KEY=VALUE` and a newline.
  private static func records(_ bytes: [UInt8]) -> [String: [UInt8]] {
    var records: [String: [UInt8]] = [:]
    var rest = bytes[...]
    while let space = rest.firstIndex(of: UInt8(ascii: " ")) {
      let end = rest.startIndex + decimal(Array(rest[..<space]))
      guard end <= rest.endIndex, end > space, let equals = rest.firstIndex(of: UInt8(ascii: "="))
      else { break }
      let key = String(decoding: rest[(space + 1)..<equals], as: UTF8.self)
      records[key] = Array(rest[(equals + 1)..<(end - 1)])
      rest = rest[end...]
    }
    return records
  }

  private static func decimal(_ digits: [UInt8]) -> Int {
    Int(String(decoding: digits, as: UTF8.self)) ?? 0
  }

  private static func octal(_ digits: ArraySlice<UInt8>) -> Int {
    // A number too long for its field is in binary, its first bit set.
    if digits.first.map({ $0 & 0x80 != 0 }) == true {
      return digits.dropFirst().reduce(0) { $0 << 8 | Int($1) }
    }
    return digits.filter { (0x30...0x37).contains($0) }.reduce(0) { $0 * 8 + Int($1 - 0x30) }
  }

  private static func text(_ field: ArraySlice<UInt8>) -> [UInt8] {
    Array(field.prefix { $0 != 0 })
  }
}
