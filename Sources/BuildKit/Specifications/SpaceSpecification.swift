/// An amount of space on a disk, as it is written for BuildKit.
public struct SpaceSpecification: Hashable, Sendable {
  /// In bytes.
  public var bytes: Int64

  /// An amount that isn't one.
  public struct Invalid: Error, Equatable, CustomStringConvertible {
    /// The amount as it was given.
    public let text: String
    /// One line that says what to write.
    public var description: String {
      "invalid size \"\(text)\": expected a number with a unit, such as 512MB, 1.5GB or 2GiB, or 0"
    }
  }

  /// Reads a number and a unit: `B`, `kB`, `MB`, `GB`, `TB` by thousands, `KiB`, `MiB`, `GiB`, `TiB` by
  /// 1024; upper and lower case are the same.
  ///
  /// - Parameters:
  ///   - text: such as `1.5GB`.
  ///   - unit: how many bytes a number without a unit counts; nil if only 0 needs none.
  /// - Throws: ``Invalid``.
  public init(_ text: String, unit: Int64? = nil) throws(Invalid) {
    let number = text.prefix { "0123456789.".contains($0) }
    let word = text.dropFirst(number.count).lowercased()
    // Only digits and points are left, so that neither signs nor exponents pass.
    guard let value = Double(number),
      let scale = word.isEmpty ? unit ?? (value == 0 ? 1 : nil) : Self.units[word]
    else { throw Invalid(text: text) }
    let bytes = (value * Double(scale)).rounded()
    guard bytes < 0x1p63 else { throw Invalid(text: text) }
    self.bytes = Int64(bytes)
  }

  private static let units: [String: Int64] = [
    "b": 1, "kb": 1000, "mb": 1_000_000, "gb": 1_000_000_000, "tb": 1_000_000_000_000,
    "kib": 1 << 10, "mib": 1 << 20, "gib": 1 << 30, "tib": 1 << 40,
  ]
}
