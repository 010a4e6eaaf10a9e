/// A body in chunks, as it comes. Each chunk is its length in hexadecimal, a line's end, so many bytes, a
/// line's end; the last has none. What may follow that one says nothing to us.
///
/// Source: RFC 9112, section 7.1.
struct ChunkedBody {
  /// What came so far.
  private(set) var bytes: [UInt8] = []
  /// Whether that is all.
  var isComplete: Bool { next == .nothing }

  private enum Part: Equatable { case length, bytes(Int), end, nothing }

  private var next = Part.length
  private var line: [UInt8] = []

  /// As long as the line of a length may be.
  private static let longestLine = 4096

  /// Takes what came next, wherever it is cut.
  ///
  /// - Throws: ``ConnectionError/notHTTP``.
  mutating func add(_ piece: some Collection<UInt8>) throws(ConnectionError) {
    var rest = piece[...]
    while !rest.isEmpty {
      switch next {
      case .nothing: return
      case .bytes(let count):
        let taken = rest.prefix(count)
        bytes += taken
        rest = rest.dropFirst(taken.count)
        next = taken.count == count ? .end : .bytes(count - taken.count)
      case .length, .end:
        guard let byte = rest.popFirst() else { return }
        guard byte == UInt8(ascii: "\n") else {
          guard line.count < Self.longestLine else { throw .notHTTP }
          line.append(byte)
          continue
        }
        next = try next == .length ? Self.chunk(line) : Self.ended(line)
        line = []
      }
    }
  }

  private static func chunk(_ line: [UInt8]) throws(ConnectionError) -> Part {
    let digits = line.prefix { $0 != UInt8(ascii: ";") && $0 != UInt8(ascii: "\r") }
    guard let count = Int(String(decoding: digits, as: UTF8.self), radix: 16), count >= 0 else {
      throw .notHTTP
    }
    return count == 0 ? .nothing : .bytes(count)
  }

  /// There is nothing in the line behind a chunk.
  private static func ended(_ line: [UInt8]) throws(ConnectionError) -> Part {
    guard line.isEmpty || line == [UInt8(ascii: "\r")] else { throw .notHTTP }
    return .length
  }
}
