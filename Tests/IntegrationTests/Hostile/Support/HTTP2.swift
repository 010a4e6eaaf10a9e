/// Frames of HTTP/2 (RFC 9113), by hand: right ones and wrong ones.
enum HTTP2 {
  static let clientPreface = Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8)
  static let emptySettings = frame(type: 4, stream: 0, [])

  static func frame(type: UInt8, flags: UInt8 = 0, stream: UInt32, _ payload: [UInt8]) -> [UInt8] {
    bigEndian(UInt32(payload.count)).dropFirst() + [type, flags] + bigEndian(stream) + payload
  }

  /// Header fields as HPACK's literals, which need no state (RFC 7541, 6.2.2).
  static func fields(_ fields: [(String, String)]) -> [UInt8] {
    fields.flatMap { [0] + text($0.0) + text($0.1) }
  }

  static func headers(
    stream: UInt32, _ fields: [(String, String)], endsStream: Bool = false
  ) -> [UInt8] {
    frame(type: 1, flags: endsStream ? 5 : 4, stream: stream, Self.fields(fields))
  }

  /// The beginning of a gRPC call.
  static func call(
    _ method: String, stream: UInt32, metadata: [(String, String)] = []
  ) -> [UInt8] {
    headers(
      stream: stream,
      [
        (":method", "POST"), (":scheme", "http"), (":path", method), (":authority", "localhost"),
        ("content-type", "application/grpc"), ("te", "trailers"),
      ] + metadata)
  }

  /// A gRPC message in a frame of data.
  static func message(_ bytes: [UInt8], stream: UInt32, endsStream: Bool = false) -> [UInt8] {
    frame(
      type: 0, flags: endsStream ? 1 : 0, stream: stream,
      [0] + bigEndian(UInt32(bytes.count)) + bytes)
  }

  static func bigEndian(_ value: UInt32) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
  }

  private static func text(_ text: String) -> [UInt8] {
    let count = text.utf8.count
    guard count >= 127 else { return [UInt8(count)] + Array(text.utf8) }
    var length: [UInt8] = [127]
    var rest = count - 127
    while rest >= 128 {
      length.append(UInt8(rest & 127 | 128))
      rest >>= 7
    }
    return length + [UInt8(rest)] + Array(text.utf8)
  }
}

/// Reads the heads of frames out of a stream of bytes.
final class FrameReader {
  private var rest: [UInt8] = []
  /// The streams that the sender has ended, by a flag or a reset.
  private(set) var endedStreams: Set<UInt32> = []
  /// The streams for which a header came.
  private(set) var openedStreams: Set<UInt32> = []
  /// Whether the sender has ended the connection.
  private(set) var hasGoneAway = false

  func take(_ bytes: [UInt8]) {
    rest += bytes
    if rest.starts(with: HTTP2.clientPreface) { rest.removeFirst(HTTP2.clientPreface.count) }
    while rest.count >= 9 {
      let length = rest[..<3].reduce(0) { $0 << 8 | Int($1) }
      guard rest.count >= 9 + length else { return }
      let stream = rest[5..<9].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
      switch rest[3] {
      case 0, 1:
        if rest[3] == 1 { openedStreams.insert(stream) }
        if rest[4] & 1 != 0 { endedStreams.insert(stream) }
      case 3: endedStreams.insert(stream)
      case 7: hasGoneAway = true
      default: break
      }
      rest.removeFirst(9 + length)
    }
  }
}
