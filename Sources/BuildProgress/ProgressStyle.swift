/// What the environment says about how progress is to look.
public struct ProgressStyle: Hashable, Sendable {
  /// How many lines of output are kept of each step: the live view shows them while the step runs,
  /// and all displays show them if it fails.
  public var logLines = 10
  /// Colours for the live view; nothing without colours.
  public var colors: ProgressColors? = ProgressColors()

  /// How long names of steps are in plain lines, in bytes; nil for as long as they are.
  public var plainNameLength: Int?
  /// The shortest time between two frames of the live view, in milliseconds.
  public var frameTime = 100

  /// The variables that say how progress looks, and how it is shown.
  public static let variables = [
    "BUILDKIT_COLORS", "BUILDKIT_PROGRESS", "BUILDKIT_TTY_LOG_LINES", "NO_COLOR",
    "PROGRESS_NO_TRUNC", "TERM", "TTY_DISPLAY_RATE",
  ]

  /// Colours, and ten lines of output.
  public init() {}

  /// Follows `NO_COLOR`, `BUILDKIT_COLORS`, `BUILDKIT_TTY_LOG_LINES`, `TTY_DISPLAY_RATE` (in
  /// milliseconds) and `PROGRESS_NO_TRUNC` (0 cuts names); what can't be understood is ignored.
  public init(environment: [String: String]) {
    if let lines = environment["BUILDKIT_TTY_LOG_LINES"].flatMap({ Int($0) }), lines > 0 {
      logLines = min(lines, 1000)
    }
    if let rate = environment["TTY_DISPLAY_RATE"].flatMap({ Int($0) }), rate > 0 {
      frameTime = min(max(rate, 10), 60_000)
    }
    if environment["PROGRESS_NO_TRUNC"] == "0" { plainNameLength = 72 }
    // https://no-color.org: whatever it says, as long as it says something.
    if environment["NO_COLOR"]?.isEmpty == false || environment["TERM"] == "dumb" {
      colors = nil
    } else if let text = environment["BUILDKIT_COLORS"] {
      colors?.read(text)
    }
  }
}
