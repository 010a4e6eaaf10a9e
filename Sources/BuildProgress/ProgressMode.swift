/// How the progress of a build is shown. The raw values are those of other builders' `--progress`.
public enum ProgressMode: String, CaseIterable, Sendable {
  /// ``tty`` on a terminal, else ``plain``.
  case auto
  /// A view that is redrawn in place.
  case tty
  /// Lines that stay.
  case plain
  /// Nothing.
  case quiet
  /// The status stream as JSON, one object on each line.
  case rawjson
}
