/// Where progress is written to.
public protocol ProgressOutput: Sendable {
  /// The size of the terminal that this is; nothing if it is none.
  var terminalSize: TerminalSize? { get }

  /// Writes all bytes, in the order of the calls. What can't be written is lost: a build isn't to
  /// fail for it.
  func write(_ bytes: [UInt8]) async
}
