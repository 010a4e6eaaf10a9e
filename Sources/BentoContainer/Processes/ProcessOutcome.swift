import FileTree

/// What a program that succeeded has left.
struct ProcessOutcome: Sendable {
  /// The end of its standard output, at most ``OutputTail/limit`` bytes; empty if it was inherited.
  var standardOutput: [UInt8]
  /// The end of its standard error, likewise.
  var standardError: [UInt8]
  /// What staging the context took; nil without one.
  var staging: StagingReport?
  /// From the first look to the end, staging included.
  var duration: Duration
}

/// Why a run of a builder program failed: what the program itself said.
public struct ProcessFailure: Error, Hashable, Sendable {
  /// How a program ended.
  public enum Termination: Hashable, Sendable {
    /// By itself, with this status.
    case exited(Int32)
    /// By this signal.
    case signalled(Int32)
  }

  /// The program's name.
  public let program: String
  /// What was run, as a shell would take it. No secret is in it.
  public let commandLine: String
  /// How it ended.
  public let termination: Termination
  /// The last lines of what it wrote, oldest first: of its standard output and of its standard error
  /// half each, or all where it wrote less. Empty if they went to the terminal.
  public let lastLines: [String]
  /// The line that says why, if one can be told.
  public let reason: String?
}

extension ProcessFailure: CustomStringConvertible {
  /// The program, how it ended, and its reason; one line.
  public var description: String {
    let ending =
      switch termination {
      case .exited(let status): "ended with status \(status)"
      case .signalled(let number): "was ended by signal \(number)"
      }
    return "\(program) \(ending)" + (reason.map { ": \($0)" } ?? "; its own words are above")
  }
}
