extension Timestamp {
  /// Reads ISO 8601 as BentoML writes it (`2024-01-31T08:00:00.123456+00:00`), and the shorter
  /// forms: any one character between date and time, no seconds, no minutes, no separators, `Z`.
  ///
  /// - Returns: nil if the text is something else, or no possible date.
  package init?(iso8601 text: String) {
    guard text.utf8.count <= 64 else { return nil }
    var scanner = TimestampScanner(text)
    guard let year = scanner.number(digits: 4, to: 4) else { return nil }
    let separated = scanner.take("-")
    guard let month = scanner.number(digits: 2, to: 2), !separated || scanner.take("-"),
      let day = scanner.number(digits: 2, to: 2)
    else { return nil }
    guard scanner.takeAny() else {
      self.init(year: year, month: month, day: day, time: nil, offset: nil)
      return
    }
    guard let time = Self.timeOfDay(&scanner) else { return nil }
    var offset: Int?
    if scanner.take("Z") || scanner.take("z") {
      offset = 0
    } else if !scanner.isAtEnd {
      let isWest = scanner.take("-")
      guard isWest || scanner.take("+"), let east = Self.timeOfDay(&scanner) else { return nil }
      let seconds = east.hour * 3600 + east.minute * 60 + east.second
      offset = isWest ? -seconds : seconds
    }
    guard scanner.isAtEnd else { return nil }
    self.init(year: year, month: month, day: day, time: time, offset: offset)
  }

  /// `HH`, `HH:MM`, `HH:MM:SS`, `HH:MM:SS.f…`, the same without colons.
  private static func timeOfDay(_ scanner: inout TimestampScanner) -> TimeOfDay? {
    guard let hour = scanner.number(digits: 2, to: 2) else { return nil }
    var parts = [0, 0]
    var separated: Bool?
    for index in parts.indices {
      let hasColon = scanner.take(":")
      if let separated, separated != hasColon, !endsTime(scanner.next) { return nil }
      guard hasColon || !endsTime(scanner.next) else { break }
      guard let part = scanner.number(digits: 2, to: 2) else { return nil }
      parts[index] = part
      separated = hasColon
    }
    var microsecond = 0
    if scanner.take(".") || scanner.take(",") {
      guard let read = scanner.microseconds(atLeast: 1) else { return nil }
      microsecond = read
    }
    return TimeOfDay(hour: hour, minute: parts[0], second: parts[1], microsecond: microsecond)
  }

  private static func endsTime(_ byte: UInt8?) -> Bool {
    guard let byte else { return true }
    return !(byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9"))
  }
}
