extension Timestamp {
  /// In UTC, with as many digits of the second as it takes, such as `2024-05-01T12:00:00.25Z`.
  package var rfc3339: String {
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

  /// Reads what ``rfc3339`` writes, and offsets from UTC; nil for anything else, and for moments that
  /// are out of range.
  package init?(rfc3339 text: String) {
    let text = Array(text.utf8)
    func number(_ range: Range<Int>, atMost limit: Int64) -> Int64? {
      guard range.upperBound <= text.count, text[range].allSatisfy(Self.digits.contains)
      else { return nil }
      let value = text[range].reduce(Int64(0)) { $0 * 10 + Int64($1 - 48) }
      return value <= limit ? value : nil
    }
    func has(_ characters: String, at index: Int) -> Bool {
      index < text.count && characters.utf8.contains(text[index])
    }
    guard let year = number(0..<4, atMost: 9999), has("-", at: 4),
      let month = number(5..<7, atMost: 12), month > 0, has("-", at: 7),
      let day = number(8..<10, atMost: 31), day > 0, has("Tt ", at: 10),
      let hour = number(11..<13, atMost: 23), has(":", at: 13),
      let minute = number(14..<16, atMost: 59), has(":", at: 16),
      let second = number(17..<19, atMost: 60)
    else { return nil }
    var rest = text[19...]
    var nanoseconds: Int64 = 0
    if rest.first == UInt8(ascii: ".") {
      let fraction = rest.dropFirst().prefix(while: Self.digits.contains)
      guard (1...9).contains(fraction.count) else { return nil }
      for digit in Array(fraction) + Array(repeating: 48, count: 9 - fraction.count) {
        nanoseconds = nanoseconds * 10 + Int64(digit - 48)
      }
      rest = rest.dropFirst(1 + fraction.count)
    }
    var offset: Int64 = 0
    if rest.count == 6, has("+-", at: rest.startIndex), has(":", at: rest.startIndex + 3),
      let hours = number(rest.startIndex + 1..<rest.startIndex + 3, atMost: 23),
      let minutes = number(rest.startIndex + 4..<rest.startIndex + 6, atMost: 59)
    {
      offset = (hours * 60 + minutes) * (rest.first == UInt8(ascii: "+") ? 60 : -60)
    } else if rest != [UInt8(ascii: "Z")], rest != [UInt8(ascii: "z")] {
      return nil
    }
    let days = Self.days(year: year, month: month, day: day)
    let seconds = days * 86_400 + hour * 3600 + minute * 60 + second - offset
    let (scaled, isTooFar) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
    let (sum, isOver) = scaled.addingReportingOverflow(nanoseconds)
    guard !isTooFar, !isOver else { return nil }
    self.init(nanosecondsSince1970: sum)
  }

  private static let digits = UInt8(ascii: "0")...UInt8(ascii: "9")

  /// How many days after 1970-01-01 a day of the Gregorian calendar is; the inverse of ``date(_:)``.
  private static func days(year: Int64, month: Int64, day: Int64) -> Int64 {
    let year = month <= 2 ? year - 1 : year
    let (era, yearOfEra) = divide(year, by: 400)
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }
}
