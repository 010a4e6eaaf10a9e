/// The colours of the live view, as parameters of the terminal's SGR sequence.
public struct ProgressColors: Hashable, Sendable {
  /// For steps that have ended well.
  public var run = "34"
  /// For steps that were cancelled.
  public var cancel = "33"
  /// For warnings.
  public var warning = "33"
  /// For steps that failed.
  public var error = "31"

  /// BuildKit's own: blue, yellow, yellow, red.
  public init() {}

  /// Takes over what `BUILDKIT_COLORS` says, such as `run=cyan:error=255,0,0`.
  mutating func read(_ text: String) {
    // Quotes stand around colours with commas, since the list is CSV with colons.
    for entry in text.split(separator: ":") {
      let parts = entry.filter { $0 != "\"" }.split(separator: "=", maxSplits: 1)
      guard parts.count == 2, let color = Self.parameters(parts[1].lowercased()) else { continue }
      switch parts[0].lowercased() {
      case "run": run = color
      case "cancel": cancel = color
      case "warning": warning = color
      case "error": error = color
      default: break
      }
    }
  }

  private static let names = [
    "black", "red", "green", "yellow", "blue", "magenta", "cyan", "white",
  ]

  private static func parameters(_ color: String) -> String? {
    if color == "default" { return "39" }
    if let index = names.firstIndex(of: color) { return String(30 + index) }
    if color.hasPrefix("light-"), let index = names.firstIndex(of: String(color.dropFirst(6))) {
      return String(90 + index)
    }
    let levels = color.split(separator: ",", omittingEmptySubsequences: false).map { UInt8($0) }
    guard levels.count == 3, !levels.contains(nil) else { return nil }
    return "38;2;" + levels.compactMap { $0.map(String.init) }.joined(separator: ";")
  }
}
