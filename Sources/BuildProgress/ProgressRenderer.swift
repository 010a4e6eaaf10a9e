package import BuildKit

/// Turns a status stream into text. Knows neither where the text goes nor what time it is.
package protocol ProgressRenderer: Sendable {
  /// Takes in news.
  ///
  /// - Parameter now: nanoseconds by any steady clock, the same in all calls.
  mutating func update(_ status: StatusResponse, at now: Int64)

  /// The build was cancelled: nobody will tell how its steps ended.
  mutating func cancel(at now: Int64)

  /// Whether ``draw(at:size:)`` has something to say from time to time even without news.
  var isAnimated: Bool { get }

  /// What is to be written now.
  mutating func draw(at now: Int64, size: TerminalSize) -> String

  /// What is to be written at last.
  mutating func finish(at now: Int64, size: TerminalSize) -> String
}

/// The size of a terminal, in characters.
public struct TerminalSize: Hashable, Sendable {
  /// Characters on each line, at least 1.
  public var columns: Int
  /// Lines, at least 1.
  public var rows: Int

  /// A size; less than 1 counts as 1.
  public init(columns: Int, rows: Int) {
    self.columns = max(columns, 1)
    self.rows = max(rows, 1)
  }
}

extension ProgressRenderer {
  package mutating func cancel(at now: Int64) {}
}

/// Shows nothing.
struct QuietRenderer: ProgressRenderer {
  mutating func update(_ status: StatusResponse, at now: Int64) {}
  var isAnimated: Bool { false }
  mutating func draw(at now: Int64, size: TerminalSize) -> String { "" }
  mutating func finish(at now: Int64, size: TerminalSize) -> String { "" }
}
