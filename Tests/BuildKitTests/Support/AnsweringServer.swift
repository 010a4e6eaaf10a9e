import Glibc
import Synchronization
import TestSupport

/// Listens on a port of this machine, and answers each connection with the same bytes, whatever it says.
final class AnsweringServer: Sendable {
  private let listener: ListeningSocket
  private let heard = Heard()

  var port: Int { listener.port }

  /// What the connections said so far, up to the end of what came at once.
  var questions: [String] { heard.texts.withLock { $0 } }

  /// - Parameters:
  ///   - answer: of text.
  ///   - times: how often it is sent over.
  ///   - stays: whether connections are left open behind it.
  init(_ answer: String, times: Int = 1, stays: Bool = false) throws {
    listener = try ListeningSocket()
    try listener.serve { [heard] connection in
      var buffer = [UInt8](repeating: 0, count: 65536)
      let count = max(recv(connection, &buffer, buffer.count, 0), 0)
      heard.texts.withLock { $0.append(String(decoding: buffer[..<count], as: UTF8.self)) }
      for _ in 0..<times {
        guard send(connection, answer, answer.utf8.count, Int32(MSG_NOSIGNAL)) > 0 else { break }
      }
      // Until the other side has had enough.
      while stays, recv(connection, &buffer, buffer.count, 0) > 0 {}
    }
  }

  private final class Heard: Sendable {
    let texts = Mutex<[String]>([])
  }
}
