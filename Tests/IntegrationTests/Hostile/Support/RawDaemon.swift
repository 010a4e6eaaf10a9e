import BuildKit
import Glibc
import TestSupport

/// Something that answers the first call of each connection with bytes, whatever they are.
final class RawDaemon: Sendable {
  enum Start: Sendable {
    /// At once.
    case connection
    /// When the client has opened its first call, after the settings that HTTP/2 wants.
    case call
  }

  let endpoint: Endpoint
  private let listener: Listener

  /// - Parameters:
  ///   - pieces: gives what to send, one piece after the other; nil to close the connection.
  init(at start: Start, _ pieces: @escaping @Sendable (Int) -> [UInt8]?) throws {
    listener = try Listener { descriptor in
      if start == .call, !Self.waitForCall(descriptor) { return }
      var number = 0
      while let piece = pieces(number) {
        guard sendAll(piece, to: descriptor) else { return }
        number += 1
      }
    }
    endpoint = .unix(path: listener.path)
  }

  private static func waitForCall(_ descriptor: Int32) -> Bool {
    guard sendAll(HTTP2.emptySettings, to: descriptor) else { return false }
    let frames = FrameReader()
    var buffer = [UInt8](repeating: 0, count: 65536)
    while frames.openedStreams.isEmpty {
      let count = recv(descriptor, &buffer, buffer.count, 0)
      guard count > 0 else { return false }
      frames.take(Array(buffer.prefix(count)))
    }
    // The client's settings are acknowledged.
    return sendAll(HTTP2.frame(type: 4, flags: 1, stream: 0, []), to: descriptor)
  }
}
