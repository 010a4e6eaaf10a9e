/// A number: whole, floating, or a truth value as 0 or 1.
enum Number {
  case int(Int)
  case float(Double)

  init?(_ value: Value) {
    switch value {
    case .int(let value): self = .int(value)
    case .bool(let value): self = .int(value ? 1 : 0)
    case .float(let value): self = .float(value)
    default: return nil
    }
  }

  var double: Double {
    switch self {
    case .int(let value): Double(value)
    case .float(let value): value
    }
  }

  var value: Value {
    switch self {
    case .int(let value): .int(value)
    case .float(let value): .float(value)
    }
  }

  func isEqual(to other: Number) -> Bool {
    switch (self, other) {
    case (.int(let left), .int(let right)): left == right
    case (.float(let left), .float(let right)): left == right
    case (.int(let whole), .float(let float)), (.float(let float), .int(let whole)):
      Int(exactly: float) == whole
    }
  }

  func isLess(than other: Number) -> Bool {
    switch (self, other) {
    case (.int(let left), .int(let right)): left < right
    case (.float(let left), .float(let right)): left < right
    case (.int(let left), .float(let right)):
      right.isNaN ? false : right >= 0x1p63 || right > -0x1p63 && Self.isLess(left, right)
    case (.float(let left), .int(let right)):
      left.isNaN ? false : left < -0x1p63 || left < 0x1p63 && Self.isLess(left, right)
    }
  }

  /// Exact, for floating point numbers in the range of whole ones.
  private static func isLess(_ left: Int, _ right: Double) -> Bool {
    let whole = Int(right.rounded(.down))
    return left < whole || left == whole && right > right.rounded(.down)
  }

  private static func isLess(_ left: Double, _ right: Int) -> Bool {
    Int(left.rounded(.down)) < right
  }
}
