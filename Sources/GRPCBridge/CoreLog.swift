import CGRPC
import Threads

/// What gRPC core wanted to print: kept, the newest lines of it, and never printed.
enum CoreLog {
  /// One line of core's log.
  struct Line: Sendable {
    /// Counts up from 1 over the life of the process.
    let number: Int
    let text: String
  }

  private static let newest = 64
  private static let longest = 512
  private static let lines = Guarded<(last: Int, kept: [Line])>((0, []))

  /// Takes core's log over. Call it before anything of core runs.
  static func install() {
    gpr_set_log_function { arguments in
      guard let message = arguments?.pointee.message else { return }
      CoreLog.append(String(cString: message))
    }
  }

  /// The number of the last line so far.
  static var position: Int { lines.withLock { $0.last } }

  /// The kept lines after a position, oldest first.
  static func lines(after position: Int) -> [Line] {
    lines.withLock { log in log.kept.filter { $0.number > position } }
  }

  private static func append(_ text: String) {
    let text = String(text.prefix(longest))
    lines.withLock { log in
      log.last += 1
      if log.kept.count == newest { log.kept.removeFirst() }
      log.kept.append(Line(number: log.last, text: text))
    }
  }
}
