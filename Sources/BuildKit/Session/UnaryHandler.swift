import Bytes
import SessionServer

/// Serves a call of one request and one reply by an `async` function.
final class UnaryHandler: CallHandler {
  /// What the function answers: a message, or the status that refuses.
  typealias Reply = Result<ByteChain, ServerConnection.Refusal>
  private let answer: @Sendable (ByteSlice) async -> Reply
  private var task: Task<Void, Never>?

  init(_ answer: @escaping @Sendable (ByteSlice) async -> Reply) {
    self.answer = answer
  }

  func received(_ message: ByteChain, on call: ServerCall) {
    guard task == nil else { return call.abort(.invalidArgument("one request was expected")) }
    let request = message.contiguous
    let answer = answer
    let confined = SessionConfined(call)
    task = Task { @concurrent in
      let reply = await answer(request)
      SessionThread.shared.async {
        confined.use { call in
          switch reply {
          case .success(let message):
            call.send(message)
            call.finish(.ok)
          case .failure(let refusal): call.abort(refusal.status)
          }
        }
      }
    }
  }

  func receivedEnd(on call: ServerCall) {
    if task == nil { call.abort(.invalidArgument("a request was expected")) }
  }

  func closed(_ call: ServerCall, completed: Bool) { task?.cancel() }
}
