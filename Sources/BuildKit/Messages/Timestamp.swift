import CBuildKitProtos

/// A moment by the daemon's clock.
public struct Timestamp: Hashable, Comparable, Sendable {
  /// Nanoseconds since 1970-01-01T00:00:00Z; reaches from the year 1678 to 2262.
  public var nanosecondsSince1970: Int64

  /// A moment so many nanoseconds after the start of 1970.
  public init(nanosecondsSince1970: Int64) {
    self.nanosecondsSince1970 = nanosecondsSince1970
  }

  /// How many seconds after another moment this one is; negative if before.
  public func seconds(since earlier: Timestamp) -> Double {
    // Exact for all but centuries, and never overflows.
    (Double(nanosecondsSince1970 / 1_000_000_000)
      - Double(earlier.nanosecondsSince1970 / 1_000_000_000))
      + Double(nanosecondsSince1970 % 1_000_000_000 - earlier.nanosecondsSince1970 % 1_000_000_000)
      / 1e9
  }

  /// The earlier of two moments is the lesser.
  public static func < (earlier: Timestamp, later: Timestamp) -> Bool {
    earlier.nanosecondsSince1970 < later.nanosecondsSince1970
  }
}

extension Timestamp: WireReadable, WireWritable {
  static var blank: Blank<Google__Protobuf__Timestamp> { google__protobuf__timestamp__init }

  func write(to wire: inout Google__Protobuf__Timestamp, in arena: PackingArena) {
    let (seconds, rest) = nanosecondsSince1970.quotientAndRemainder(dividingBy: 1_000_000_000)
    wire.seconds = rest < 0 ? seconds - 1 : seconds
    wire.nanos = Int32(rest < 0 ? rest + 1_000_000_000 : rest)
  }

  /// Moments beyond the range are moved to its end.
  init(_ wire: Google__Protobuf__Timestamp) {
    let (scaled, tooFar) = wire.seconds.multipliedReportingOverflow(by: 1_000_000_000)
    let (sum, over) = scaled.addingReportingOverflow(Int64(wire.nanos))
    self.init(
      nanosecondsSince1970: tooFar || over ? (wire.seconds < 0 ? .min : .max) : sum)
  }
}
