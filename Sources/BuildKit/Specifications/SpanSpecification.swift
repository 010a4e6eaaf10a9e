/// A span of time, as it is written for BuildKit: Go's `time.Duration`.
public struct SpanSpecification: Hashable, Sendable {
  /// In nanoseconds, at least 0.
  public var nanoseconds: Int64

  /// A span that isn't one.
  public struct Invalid: Error, Equatable, CustomStringConvertible {
    /// The span as it was given.
    public let text: String
    /// One line that says what to write.
    public var description: String {
      "invalid duration \"\(text)\": expected numbers with units, such as 90s, 1h30m or 7d"
    }
  }

  /// Reads numbers with units, one after the other: `d`, `h`, `m`, `s`, `ms`, `us`, `ns`; or `0`.
  ///
  /// - Throws: ``Invalid``.
  public init(_ text: String) throws(Invalid) {
    var rest = text[...]
    var sum = 0.0
    while !rest.isEmpty, text != "0" {
      let number = rest.prefix { "0123456789.".contains($0) }
      rest = rest.dropFirst(number.count)
      let word = rest.prefix { !"0123456789.".contains($0) }
      rest = rest.dropFirst(word.count)
      guard let value = Double(number), let scale = Self.units[String(word)] else {
        throw Invalid(text: text)
      }
      sum += value * scale
    }
    guard !text.isEmpty, sum < 0x1p63 else { throw Invalid(text: text) }
    nanoseconds = Int64(sum.rounded())
  }

  private static let units: [String: Double] = [
    "ns": 1, "us": 1e3, "µs": 1e3, "ms": 1e6, "s": 1e9, "m": 60e9, "h": 3600e9, "d": 86_400e9,
  ]
}
