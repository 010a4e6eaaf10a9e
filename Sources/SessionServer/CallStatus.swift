/// How a call ended: the values of the `grpc-status` and `grpc-message` trailers.
package struct CallStatus: Sendable, Equatable {
  /// A status code of gRPC (see the gRPC documentation, "Status codes and their use").
  package let code: Int
  /// A sentence for the peer; any text, percent-encoded on the wire.
  package let message: String

  package init(code: Int, message: String = "") {
    self.code = code
    self.message = message
  }

  package static let ok = CallStatus(code: 0)

  package static func invalidArgument(_ message: String) -> CallStatus {
    CallStatus(code: 3, message: message)
  }

  package static func notFound(_ message: String) -> CallStatus {
    CallStatus(code: 5, message: message)
  }

  package static func resourceExhausted(_ message: String) -> CallStatus {
    CallStatus(code: 8, message: message)
  }

  package static func unimplemented(_ message: String) -> CallStatus {
    CallStatus(code: 12, message: message)
  }

  package static func `internal`(_ message: String) -> CallStatus {
    CallStatus(code: 13, message: message)
  }

  package static func unavailable(_ message: String) -> CallStatus {
    CallStatus(code: 14, message: message)
  }

  package static func unauthenticated(_ message: String) -> CallStatus {
    CallStatus(code: 16, message: message)
  }

  /// The message as gRPC's HTTP/2 mapping wants it: bytes outside printable ASCII, and `%`, as
  /// `%XX`.
  var encodedMessage: String {
    let hexadecimal = Array("0123456789ABCDEF".utf8)
    var encoded: [UInt8] = []
    for byte in message.utf8 {
      if (0x20...0x7e).contains(byte), byte != UInt8(ascii: "%") {
        encoded.append(byte)
      } else {
        encoded += [UInt8(ascii: "%"), hexadecimal[Int(byte >> 4)], hexadecimal[Int(byte & 15)]]
      }
    }
    return String(decoding: encoded, as: UTF8.self)
  }
}
