import BuildKit
import BuildProgress
import Glibc

/// Standard output for results, standard error for what is said about them.
enum StandardStream {
  /// Keeps the numbers of the standard streams from whatever is opened next, a connection or a
  /// file, where the command was started with some of them closed: what is meant for a stream would
  /// go there. Such a stream can't be used: reading or writing fails as on a closed one.
  static func keepNumbers() {
    for number in STDIN_FILENO...STDERR_FILENO {
      // What was there at the start has outlived exec. libgrpc takes a number before main, and makes no
      // use of it (EventFdWakeupFd::IsSupported).
      let flags = fcntl(number, F_GETFD)
      guard flags < 0 || flags & FD_CLOEXEC != 0 else { continue }
      let null = open("/dev/null", number == STDIN_FILENO ? O_WRONLY : O_RDONLY)
      guard null >= 0, null != number else { continue }
      dup2(null, number)
      close(null)
    }
  }

  /// Writes a result.
  ///
  /// - Throws: `SystemFailure` if it can't be written: a result that is lost is a failure.
  static func print(_ text: String) throws(SystemFailure) { try print(Array(text.utf8)) }

  /// Writes a part of a result, whatever its bytes.
  ///
  /// - Throws: as ``print(_:)-(String)``.
  static func print(_ bytes: [UInt8]) throws(SystemFailure) {
    try write(bytes, to: STDOUT_FILENO)
  }

  /// Says something to the user; what nobody can read is lost, and so is what would steer the
  /// terminal: files, daemons and registries have a say in most texts.
  static func say(_ text: String) {
    try? write(Array((harmless(text) + "\n").utf8), to: STDERR_FILENO)
  }

  /// Whether an error says that nobody reads the results any more.
  static func isUnread(_ failure: SystemFailure) -> Bool {
    failure == SystemFailure(operation: writing, errno: EPIPE)
  }

  private static let writing = "writing to standard output"

  /// How wide lines of a result may be: as the terminal that they go to; nil if they go elsewhere.
  static var columns: Int? { DescriptorOutput.standardOutput.terminalSize?.columns }

  /// Whether what is said is read on a terminal.
  static var isErrorTerminal: Bool { isatty(STDERR_FILENO) == 1 }

  /// The text without control characters other than ends of lines.
  static func harmless(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { printable(String($0)) }.joined(separator: "\n")
  }

  private static func write(_ bytes: [UInt8], to descriptor: Int32) throws(SystemFailure) {
    var bytes = bytes[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else {
        throw SystemFailure(operation: writing, errno: errno)
      }
      bytes = bytes.dropFirst(count)
    }
  }
}
