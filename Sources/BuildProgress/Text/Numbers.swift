/// A number with so many digits after the point.
package func fixed(_ value: Double, digits: Int) -> String {
  let scale = (0..<digits).reduce(Int64(1)) { scale, _ in scale * 10 }
  // Larger than any time or size there is, and small enough to be an Int64.
  let bounded = min(max(value, -1e12), 1e12)
  let scaled = Int64((bounded * Double(scale)).rounded())
  let fraction = String(scaled.magnitude % UInt64(scale))
  return (scaled < 0 ? "-" : "") + String(scaled.magnitude / UInt64(scale))
    + (digits == 0
      ? "" : "." + String(repeating: "0", count: digits - fraction.count) + fraction)
}

/// A number of bytes in decimal units, such as `5.10MB`.
package func byteAmount(_ count: Int64) -> String {
  var amount = Double(count)
  var units = ["B", "kB", "MB", "GB", "TB", "PB", "EB"][...]
  while units.count > 1, abs(amount) >= 1000 {
    amount /= 1000
    units.removeFirst()
  }
  return fixed(amount, digits: units.count == 7 ? 0 : 2) + (units.first ?? "")
}
