import ArgumentParser
import BuildKit

/// Says what went wrong, on standard error, and with which code the process ends.
enum Failure {
  private static let failed: Int32 = 1
  private static let usage: Int32 = 2
  private static let interrupted: Int32 = 130
  private static let label = "error: "
  /// What the parser begins its errors with.
  private static let parserLabel = "Error: "

  static func report(_ error: any Error) -> Int32 {
    switch error {
    case is CancellationError:
      StandardStream.say("bentokit: interrupted")
      return interrupted
    case let error as SystemFailure where StandardStream.isUnread(error):
      // Who reads has what it wanted, as head does.
      return 0
    case let error as BuildError:
      StandardStream.say(label + error.report())
      return error.cause.map(UsageMistake.isOne) == true ? usage : failed
    case is any Explained:
      StandardStream.say(label + "\(error)")
      return UsageMistake.isOne(error) ? usage : failed
    default:
      return reportUsage(error)
    }
  }

  /// Help, version and wrong usage come from the parser; so does everything it wraps.
  private static func reportUsage(_ error: any Error) -> Int32 {
    let code = Bentokit.exitCode(for: error)
    let message = Bentokit.fullMessage(for: error)
    if code.isSuccess {
      do throws(SystemFailure) {
        try StandardStream.print(message + "\n")
        return 0
      } catch {
        return report(error)
      }
    }
    if message.hasPrefix(parserLabel) {
      StandardStream.say(label + message.dropFirst(parserLabel.count))
    } else if !message.isEmpty {
      StandardStream.say(message)
    }
    return code == .validationFailure ? usage : code.rawValue
  }
}
