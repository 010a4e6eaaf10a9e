extension Timestamp {
  /// What a plain YAML 1.1 scalar says: not a timestamp at all, one, or one that can't be.
  enum YAMLReading {
    case other
    case timestamp(Timestamp)
    case impossible
  }

  /// Reads `2024-01-31` (exactly so) or a date with a time, as in
  /// `2024-1-31 8:00:00.25 +02:00`, by the rules of YAML 1.1's timestamp type.
  static func yaml(_ text: String) -> YAMLReading {
    guard text.utf8.count >= 8, let first = text.utf8.first, first >= UInt8(ascii: "0"),
      first <= UInt8(ascii: "9")
    else { return .other }
    var scanner = TimestampScanner(text)
    guard let year = scanner.number(digits: 4, to: 4), scanner.take("-"),
      let month = scanner.number(digits: 1, to: 2), scanner.take("-"),
      let day = scanner.number(digits: 1, to: 2)
    else { return .other }
    if scanner.isAtEnd {
      guard text.utf8.count == 10 else { return .other }
      let date = Timestamp(year: year, month: month, day: day, time: nil, offset: nil)
      return date.map(YAMLReading.timestamp) ?? .impossible
    }
    guard scanner.take("T") || scanner.take("t") || scanner.takeRun(of: blanks) > 0,
      let hour = scanner.number(digits: 1, to: 2), scanner.take(":"),
      let minute = scanner.number(digits: 2, to: 2), scanner.take(":"),
      let second = scanner.number(digits: 2, to: 2)
    else { return .other }
    let microsecond = scanner.take(".") ? scanner.microseconds(atLeast: 0) ?? 0 : 0
    guard case .read(let offset) = yamlOffset(&scanner), scanner.isAtEnd else { return .other }
    let time = TimeOfDay(hour: hour, minute: minute, second: second, microsecond: microsecond)
    let moment = Timestamp(year: year, month: month, day: day, time: time, offset: offset)
    return moment.map(YAMLReading.timestamp) ?? .impossible
  }

  private enum Offset {
    case read(Int?)
    case malformed
  }

  private static func yamlOffset(_ scanner: inout TimestampScanner) -> Offset {
    guard !scanner.isAtEnd else { return .read(nil) }
    _ = scanner.takeRun(of: blanks)
    if scanner.take("Z") { return .read(0) }
    let isWest = scanner.take("-")
    guard isWest || scanner.take("+") else { return .malformed }
    guard let hours = scanner.number(digits: 1, to: 2) else { return .malformed }
    var minutes = 0
    if scanner.take(":") {
      guard let read = scanner.number(digits: 2, to: 2) else { return .malformed }
      minutes = read
    }
    let seconds = hours * 3600 + minutes * 60
    return .read(isWest ? -seconds : seconds)
  }

  private static let blanks: Set<UInt8> = [UInt8(ascii: " "), UInt8(ascii: "\t")]
}
