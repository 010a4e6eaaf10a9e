/// What the environment says about how progress is to look.
public struct ProgressStyle: Hashable, Sendable {
  /// How many lines of output the live view shows of a step while it runs, at most.
  public var logLines = 6
  /// How many lines of output of a step that failed plain lines show once more at the end.
  public var errorLines = 10
  /// How many the live view shows, which has shown few of them before.
  public var liveErrorLines = 500
  /// Colours for the live view; nothing without colours.
  public var colors: ProgressColors? = ProgressColors()

  /// How long names of steps are in plain lines, in bytes; nil for as long as they are.
  public var plainNameLength: Int?
  /// Whether the terminal can be redrawn in place.
  public var canRedraw = true
  /// The shortest time between two frames of the live view, in milliseconds.
  public var frameTime = 100

  /// The variables that say how progress looks, and how it is shown.
  public static let variables = [
    "BUILDKIT_COLORS", "BUILDKIT_PROGRESS", "BUILDKIT_TTY_LOG_LINES", "NO_COLOR",
    "PROGRESS_NO_TRUNC", "TERM", "TTY_DISPLAY_RATE",
  ]

  /// Colours, and six lines of output.
  public init() {}

  /// Follows `NO_COLOR`, `BUILDKIT_COLORS`, `BUILDKIT_TTY_LOG_LINES`, `TTY_DISPLAY_RATE` (in
  /// milliseconds) and `PROGRESS_NO_TRUNC` (0 cuts names); what can't be understood is ignored. Without
  /// `TERM`, or with `dumb`, the terminal understands nothing but lines.
  public init(environment: [String: String]) {
    if let lines = environment["BUILDKIT_TTY_LOG_LINES"].flatMap({ Int($0) }), lines > 0 {
      logLines = min(lines, 1000)
    }
    if let rate = environment["TTY_DISPLAY_RATE"].flatMap({ Int($0) }), rate > 0 {
      frameTime = min(max(rate, 10), 60_000)
    }
    canRedraw = !["", "dumb"].contains(environment["TERM"] ?? "")
    if environment["PROGRESS_NO_TRUNC"] == "0" { plainNameLength = 72 }
    // https://no-color.org: whatever it says, as long as it says something.
    if environment["NO_COLOR"]?.isEmpty == false || !canRedraw {
      colors = nil
    } else if let text = environment["BUILDKIT_COLORS"] {
      colors?.read(text)
    }
  }
}
