/// A date with an optional time of day and an optional offset from UTC, as written in a file.
///
/// Times without an offset are compared as if they were UTC, so that stores written by machines of
/// different habits still have one order.
public struct Timestamp: Sendable, Hashable {
  /// The year, 1 to 9999.
  public let year: Int
  /// The month, 1 to 12.
  public let month: Int
  /// The day of the month, from 1.
  public let day: Int
  /// The time of day; nil for a plain date.
  public let time: TimeOfDay?
  /// The offset from UTC in seconds, east positive; nil if none was written.
  public let offset: Int?

  /// A time of day.
  public struct TimeOfDay: Sendable, Hashable {
    /// The hour, 0 to 23.
    public let hour: Int
    /// The minute, 0 to 59.
    public let minute: Int
    /// The second, 0 to 59.
    public let second: Int
    /// The microsecond, 0 to 999 999.
    public let microsecond: Int
  }

  /// nil if there is no such date or time.
  package init?(year: Int, month: Int, day: Int, time: TimeOfDay?, offset: Int?) {
    guard (1...9999).contains(year), (1...12).contains(month) else { return nil }
    guard day >= 1, day <= Self.days(in: month, of: year) else { return nil }
    if let time {
      guard (0...23).contains(time.hour), (0...59).contains(time.minute),
        (0...59).contains(time.second), (0...999_999).contains(time.microsecond)
      else { return nil }
    }
    if let offset, abs(offset) >= 86_400 { return nil }
    self.year = year
    self.month = month
    self.day = day
    self.time = time
    self.offset = offset
  }

  /// Microseconds since 1970-01-01 00:00 UTC.
  public var microsecondsSinceEpoch: Int {
    var seconds = Self.daysSinceEpoch(year, month, day) * 86_400 - (offset ?? 0)
    guard let time else { return seconds * 1_000_000 }
    seconds += time.hour * 3600 + time.minute * 60 + time.second
    return seconds * 1_000_000 + time.microsecond
  }

  private static func days(in month: Int, of year: Int) -> Int {
    switch month {
    case 4, 6, 9, 11: return 30
    case 2:
      let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
      return isLeap ? 29 : 28
    default: return 31
    }
  }

  /// Days of the proleptic Gregorian calendar, counted in years that begin in March, so that the
  /// leap day is the last of its year.
  private static func daysSinceEpoch(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let marchYear = month > 2 ? year : year - 1
    let marchMonth = (month + 9) % 12
    let leapDays = marchYear / 4 - marchYear / 100 + marchYear / 400
    let dayOfYear = (153 * marchMonth + 2) / 5 + day - 1
    return 365 * marchYear + leapDays + dayOfYear - 719_468
  }
}

extension Timestamp {
  /// The text that Python's `str` gives for the same date or time.
  package var pythonText: String {
    var text = "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
    guard let time else { return text }
    text += " \(padded(time.hour, 2)):\(padded(time.minute, 2)):\(padded(time.second, 2))"
    if time.microsecond != 0 { text += "." + padded(time.microsecond, 6) }
    guard let offset else { return text }
    let minutes = abs(offset) / 60
    text += (offset < 0 ? "-" : "+") + padded(minutes / 60, 2) + ":" + padded(minutes % 60, 2)
    if offset % 60 != 0 { text += ":" + padded(abs(offset) % 60, 2) }
    return text
  }
}

private func padded(_ number: Int, _ width: Int) -> String {
  let digits = String(number)
  return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
}
