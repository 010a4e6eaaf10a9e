/// How the steps of a Windows container are kept apart.
public enum Isolation: String, CaseIterable, Sendable {
  /// As the daemon does.
  case `default`
  /// By namespaces.
  case process
  /// By a virtual machine.
  case hyperv
}

/// How a builder shows its progress.
public enum BuilderProgress: String, CaseIterable, Sendable {
  /// ``tty`` on a terminal, else ``plain``.
  case auto
  /// A view that is redrawn in place.
  case tty
  /// Lines that stay.
  case plain
  /// What BuildKit tells, as JSON.
  case rawjson
}
