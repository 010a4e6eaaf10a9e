import BuildKit
import BuildProgress

/// Spans of time in words.
enum Elapsed {
  /// Such as `3 minutes ago`; an empty text for a moment that isn't known.
  static func since(_ time: Timestamp?, now: Timestamp) -> String {
    guard let time else { return "" }
    let seconds = Int(max(now.seconds(since: time), 0))
    for (name, length, least) in units where seconds >= length * least {
      let count = seconds / length
      return "\(count) \(name)\(count == 1 ? "" : "s") ago"
    }
    return "just now"
  }

  /// A unit is used from so many of it on: 90 minutes tell more than an hour.
  private static let units = [
    ("year", 31_536_000, 2), ("month", 2_592_000, 2), ("week", 604_800, 2), ("day", 86_400, 2),
    ("hour", 3600, 2), ("minute", 60, 2), ("second", 1, 1),
  ]

  /// Such as `7.5s` or `12m 05s`.
  static func duration(nanoseconds: Int64) -> String {
    let seconds = nanoseconds / 1_000_000_000
    if seconds < 60 { return fixed(Double(nanoseconds) / 1e9, digits: 1) + "s" }
    return "\(seconds / 60)m \(seconds % 60 < 10 ? "0" : "")\(seconds % 60)s"
  }
}
