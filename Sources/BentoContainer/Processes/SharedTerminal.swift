import Glibc

/// Our terminal, while a program may use it.
struct SharedTerminal {
  /// Whether the program may use it at all.
  let isUsed: Bool
  /// Whether the program reads from it.
  let isRead: Bool
  /// Whether the program's standard error goes to it.
  let showsErrors: Bool
  private let settings: termios?

  init(_ use: TerminalUse) {
    isUsed = use == .shared
    isRead = isUsed && isatty(STDIN_FILENO) == 1
    showsErrors = isUsed && isatty(STDERR_FILENO) == 1
    var settings = termios()
    self.settings = showsErrors && tcgetattr(STDERR_FILENO, &settings) == 0 ? settings : nil
  }

  /// Sets the terminal back to what it was: a program that was killed can't.
  func restore() {
    // From the background this would stop us.
    guard var settings, tcgetpgrp(STDERR_FILENO) == getpgrp() else { return }
    tcsetattr(STDERR_FILENO, TCSADRAIN, &settings)
  }
}
