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

  /// `BUILDKIT_PROGRESS` with a value that is no mode.
  public struct InvalidVariable: Error, Equatable, CustomStringConvertible {
    /// The value as it was found.
    public let value: String
    /// One line that says what to write.
    public var description: String {
      "invalid BUILDKIT_PROGRESS \"\(value)\": expected auto, tty, plain, quiet or rawjson"
    }
  }

  /// The mode itself, or for ``auto`` what `BUILDKIT_PROGRESS` says.
  ///
  /// - Throws: ``InvalidVariable``.
  public func asked(environment: [String: String]) throws(InvalidVariable) -> ProgressMode {
    guard self == .auto, let value = environment["BUILDKIT_PROGRESS"], !value.isEmpty else {
      return self
    }
    guard let mode = ProgressMode(rawValue: value) else { throw InvalidVariable(value: value) }
    return mode
  }
}
