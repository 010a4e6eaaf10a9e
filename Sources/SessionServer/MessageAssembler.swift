import Bytes

/// Cuts the body of a call into gRPC messages: a flag, a length of 4 bytes (big-endian), the
/// message. The messages are slices of what came in.
struct MessageAssembler {
  /// A body that isn't a run of gRPC messages.
  enum Fault: Error, Equatable {
    case compressed
    case tooLong(Int)
  }

  /// The longest message that is taken, in bytes.
  let limit: Int
  private var prefix: [UInt8] = []
  private var message = ByteChain()
  private var missing = 0

  init(limit: Int) { self.limit = limit }

  /// Whether the body ends between two messages so far.
  var isAtBoundary: Bool { prefix.isEmpty }

  /// Takes a piece of the body; calls `deliver` for each message that it completes.
  mutating func take(_ piece: ByteSlice, deliver: (ByteChain) -> Void) throws(Fault) {
    var rest = piece
    while !rest.isEmpty {
      if prefix.count < 5 {
        rest = takePrefix(from: rest)
        guard prefix.count == 5 else { return }
        guard prefix[0] == 0 else { throw .compressed }
        missing = prefix[1...].reduce(0) { $0 << 8 | Int($1) }
        guard missing <= limit else { throw .tooLong(missing) }
      }
      let taken = min(missing, rest.count)
      message.append(rest.part(from: 0, count: taken))
      rest = rest.part(from: taken, count: rest.count - taken)
      missing -= taken
      if missing == 0 {
        let whole = message
        message = ByteChain()
        prefix.removeAll(keepingCapacity: true)
        deliver(whole)
      }
    }
  }

  private mutating func takePrefix(from piece: ByteSlice) -> ByteSlice {
    let count = min(5 - prefix.count, piece.count)
    piece.part(from: 0, count: count).withUnsafeBytes { prefix.append(contentsOf: $0) }
    return piece.part(from: count, count: piece.count - count)
  }
}
