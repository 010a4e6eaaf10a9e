import BuildKit

extension Timestamp {
  /// In UTC, with as many digits of the second as it takes, such as `2024-05-01T12:00:00.25Z`.
  var rfc3339: String {
    let (seconds, nanoseconds) = Self.divide(nanosecondsSince1970, by: 1_000_000_000)
    let (days, second) = Self.divide(seconds, by: 86_400)
    var fraction = Self.padded(nanoseconds, to: 9)
    while fraction.last == "0" { fraction.removeLast() }
    let time = [second / 3600, second / 60 % 60, second % 60].map { Self.padded($0, to: 2) }
    return Self.date(days) + "T" + time.joined(separator: ":")
      + (fraction.isEmpty ? "" : "." + fraction) + "Z"
  }

  /// The day so many days after 1970-01-01, in the Gregorian calendar.
  private static func date(_ days: Int64) -> String {
    // Counted from the first of March of the year 0, so that leap days end their years. An era of
    // 400 years has 146,097 days.
    let (era, day) = divide(days + 719_468, by: 146_097)
    let yearOfEra = (day - day / 1460 + day / 36_524 - day / 146_096) / 365
    let dayOfYear = day - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let dayOfMonth = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    let year = era * 400 + yearOfEra + (month <= 2 ? 1 : 0)
    return [padded(year, to: 4), padded(month, to: 2), padded(dayOfMonth, to: 2)]
      .joined(separator: "-")
  }

  /// The quotient, rounded down, and the remainder, never negative.
  private static func divide(_ value: Int64, by divisor: Int64) -> (Int64, Int64) {
    let (quotient, remainder) = value.quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
  }

  private static func padded(_ value: Int64, to digits: Int) -> String {
    let text = String(value)
    return String(repeating: "0", count: max(digits - text.count, 0)) + text
  }
}
