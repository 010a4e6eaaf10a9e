#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// How a number is written with a fixed precision.
enum DecimalStyle: UInt8 {
  /// So many digits behind the point.
  case fixed = 0x66
  /// So many digits behind the point, and an exponent.
  case exponent = 0x65
  /// So many digits, in the shorter of both ways.
  case general = 0x67
}

/// A number rounded exactly, half to even, as C's `printf` and Python write it.
///
/// - Parameter keepsPoint: whether zeros at the end and the point stay, as `#` asks for.
func decimalText(
  _ value: Double, _ style: DecimalStyle, precision: Int, keepsPoint: Bool = false
) -> String {
  guard value.isFinite else { return value.isNaN ? "nan" : value < 0 ? "-inf" : "inf" }
  let format = "%\(keepsPoint ? "#" : "").*\(Character(Unicode.Scalar(style.rawValue)))"
  return withVaList([Int32(clamping: precision), value]) { arguments in
    // The largest number has 309 digits before its point.
    let size = min(max(precision, 0), 1 << 20) + 340
    return String(unsafeUninitializedCapacity: size) { buffer in
      buffer.withMemoryRebound(to: CChar.self) { characters in
        min(max(Int(vsnprintf(characters.baseAddress, size, format, arguments)), 0), size - 1)
      }
    }
  }
}

/// A power of floating point numbers, as C's `pow`.
func power(_ base: Double, _ exponent: Double) -> Double { pow(base, exponent) }

/// The remainder of floating point numbers with the sign of the first, as C's `fmod`.
func remainder(_ left: Double, _ right: Double) -> Double { fmod(left, right) }
