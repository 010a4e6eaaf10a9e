/// An amount of memory: a number of bytes, or one with a unit as builders write it, such as `64m`.
public struct ByteSize: Hashable, Sendable, LosslessStringConvertible {
  /// As builders write it.
  public let description: String

  /// An amount of bytes.
  public init(bytes: Int64) { description = String(bytes) }

  /// Reads digits, a fraction if any, and a unit if any: one of b, k, m, g, t, p, with or without
  /// `b` or `ib` after it.
  public init?(_ description: String) {
    var rest = description.lowercased().utf8[...]
    let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
    let whole = rest.prefix { digits.contains($0) }
    guard !whole.isEmpty else { return nil }
    rest = rest.dropFirst(whole.count)
    if rest.first == UInt8(ascii: ".") {
      let fraction = rest.dropFirst().prefix { digits.contains($0) }
      guard !fraction.isEmpty else { return nil }
      rest = rest.dropFirst(fraction.count + 1)
    }
    guard Self.units.contains(String(decoding: rest, as: UTF8.self)) else { return nil }
    self.description = description
  }

  private static let units: Set<String> = Set(
    ["", "b"] + ["k", "m", "g", "t", "p"].flatMap { [$0, $0 + "b", $0 + "ib"] })

  /// How many bytes that are, a fraction of one left out; units are powers of 1024. The greatest number
  /// for what is beyond it.
  public var bytes: Int64 {
    let number = description.prefix { $0.isNumber || $0 == "." }
    let unit = description.dropFirst(number.count).lowercased().first
    let power = unit.flatMap { "bkmgtp".firstIndex(of: $0) }.map {
      "bkmgtp".distance(from: "bkmgtp".startIndex, to: $0)
    }
    let scale = (0..<(power ?? 0)).reduce(Int64(1)) { scale, _ in scale * 1024 }
    if let whole = Int64(number) {
      let (product, isTooGreat) = whole.multipliedReportingOverflow(by: scale)
      return isTooGreat ? .max : product
    }
    return Int64(exactly: ((Double(number) ?? 0) * Double(scale)).rounded(.down)) ?? .max
  }
}

extension ByteSize: ExpressibleByIntegerLiteral {
  /// A number of bytes.
  public init(integerLiteral value: Int64) { self.init(bytes: value) }
}
