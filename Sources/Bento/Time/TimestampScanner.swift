/// Walks over the ASCII text of a date and time. Used by both notations, YAML's and ISO 8601's.
struct TimestampScanner {
  private let bytes: [UInt8]
  private var position = 0

  init(_ text: String) { bytes = Array(text.utf8) }

  var isAtEnd: Bool { position == bytes.count }
  var next: UInt8? { isAtEnd ? nil : bytes[position] }

  /// Takes a byte if it is next.
  mutating func take(_ byte: Unicode.Scalar) -> Bool {
    guard let next, UInt32(next) == byte.value else { return false }
    position += 1
    return true
  }

  /// Takes any one byte.
  mutating func takeAny() -> Bool {
    guard !isAtEnd else { return false }
    position += 1
    return true
  }

  /// Takes as many of the bytes as follow; says how many.
  mutating func takeRun(of wanted: Set<UInt8>) -> Int {
    let start = position
    while let next, wanted.contains(next) { position += 1 }
    return position - start
  }

  /// A number of at least `fewest` and at most `most` digits; nil if there are fewer.
  mutating func number(digits fewest: Int, to most: Int) -> Int? {
    var value = 0
    var count = 0
    while count < most, let digit = digit() {
      value = value * 10 + digit
      count += 1
    }
    return count >= fewest ? value : nil
  }

  /// The digits after a decimal point as microseconds, further ones cut off; nil if there are fewer
  /// digits than `fewest`.
  mutating func microseconds(atLeast fewest: Int) -> Int? {
    var value = 0
    var count = 0
    while let digit = digit() {
      if count < 6 { value = value * 10 + digit }
      count += 1
    }
    guard count >= fewest else { return nil }
    for _ in min(count, 6)..<6 { value *= 10 }
    return value
  }

  private mutating func digit() -> Int? {
    guard let next, next >= UInt8(ascii: "0"), next <= UInt8(ascii: "9") else { return nil }
    position += 1
    return Int(next - UInt8(ascii: "0"))
  }
}
