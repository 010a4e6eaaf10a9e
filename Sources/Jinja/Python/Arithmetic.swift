extension Interpreter {
  func apply(_ operation: UnaryOperator, _ value: Value) throws(JinjaError) -> Value {
    switch (Number(value), operation) {
    case (.int(let value)?, .plus): return .int(value)
    case (.float(let value)?, .plus): return .float(value)
    case (.float(let value)?, .minus): return .float(-value)
    case (.int(let value)?, .minus):
      let (result, overflow) = 0.subtractingReportingOverflow(value)
      if overflow { throw tooLarge() }
      return .int(result)
    case (nil, _):
      if case .undefined(let undefined) = value { throw error(undefined) }
      throw error("a \(value.typeName) has no sign")
    }
  }

  func apply(
    _ operation: BinaryOperator, _ left: Value, _ right: Value
  ) throws(JinjaError) -> Value {
    if let left = Number(left), let right = Number(right) {
      return try apply(operation, left, right)
    }
    switch (operation, left, right) {
    case (.modulo, .string(let format), _): return .string(try percentFormat(format, right))
    case (.modulo, .markup(let format), _):
      return .markup(try percentFormat(format, right, escapes: true))
    case (.add, .string(let left), .string(let right)):
      try charge(left.utf8.count + right.utf8.count)
      return .string(left + right)
    case (.add, .markup(let left), .string(let right)): return .markup(left + escaped(right))
    case (.add, .string(let left), .markup(let right)): return .markup(escaped(left) + right)
    case (.add, .markup(let left), .markup(let right)):
      try charge(left.utf8.count + right.utf8.count)
      return .markup(left + right)
    case (.add, .list(let left), .list(let right)):
      try charge(16 * (left.elements.count + right.elements.count))
      return .list(left.elements + right.elements)
    case (.add, .tuple(let left), .tuple(let right)):
      try charge(16 * (left.elements.count + right.elements.count))
      return .tuple(left.elements + right.elements)
    case (.multiply, _, _):
      if let count = right.integer, let value = try `repeat`(left, count) { return value }
      if let count = left.integer, let value = try `repeat`(right, count) { return value }
    default: break
    }
    if case .undefined(let undefined) = left { throw error(undefined) }
    if case .undefined(let undefined) = right { throw error(undefined) }
    throw error(
      "'\(operation.rawValue)' doesn't work between \(left.typeName) and \(right.typeName)")
  }

  /// A sequence several times over; nil if the value is none.
  private func `repeat`(_ value: Value, _ count: Int) throws(JinjaError) -> Value? {
    let count = max(count, 0)
    switch value {
    case .string(let text):
      try charge(text.utf8.count, times: count)
      return .string(String(repeating: text, count: text.isEmpty ? 0 : count))
    case .markup(let text):
      try charge(text.utf8.count, times: count)
      return .markup(String(repeating: text, count: text.isEmpty ? 0 : count))
    case .list(let list):
      try charge(16 * list.elements.count, times: count)
      return .list(repeated(list.elements, count))
    case .tuple(let tuple):
      try charge(16 * tuple.elements.count, times: count)
      return .tuple(repeated(tuple.elements, count))
    default: return nil
    }
  }

  private func repeated(_ elements: [Value], _ count: Int) -> [Value] {
    guard !elements.isEmpty else { return [] }
    return Array(repeatElement(elements, count: count).joined())
  }

  // MARK: Numbers

  private func apply(
    _ operation: BinaryOperator, _ left: Number, _ right: Number
  ) throws(JinjaError) -> Value {
    if case .int(let left) = left, case .int(let right) = right {
      return try apply(operation, left, right)
    }
    let (left, right) = (left.double, right.double)
    switch operation {
    case .add: return .float(left + right)
    case .subtract: return .float(left - right)
    case .multiply: return .float(left * right)
    case .divide:
      try refuseZero(right == 0)
      return .float(left / right)
    case .floorDivide:
      try refuseZero(right == 0)
      return .float(Self.divide(left, right).quotient)
    case .modulo:
      try refuseZero(right == 0)
      return .float(Self.divide(left, right).remainder)
    case .power: return try floatPower(left, right)
    }
  }

  private func apply(
    _ operation: BinaryOperator, _ left: Int, _ right: Int
  ) throws(JinjaError) -> Value {
    let result: (partialValue: Int, overflow: Bool)
    switch operation {
    case .add: result = left.addingReportingOverflow(right)
    case .subtract: result = left.subtractingReportingOverflow(right)
    case .multiply: result = left.multipliedReportingOverflow(by: right)
    case .divide:
      try refuseZero(right == 0)
      return .float(Double(left) / Double(right))
    case .floorDivide:
      try refuseZero(right == 0)
      result = left.dividedReportingOverflow(by: right)
      if !result.overflow, left % right != 0, (left < 0) != (right < 0) {
        return .int(result.partialValue - 1)
      }
    case .modulo:
      try refuseZero(right == 0)
      if right == -1 { return .int(0) }
      let remainder = left % right
      return .int(remainder != 0 && (remainder < 0) != (right < 0) ? remainder + right : remainder)
    case .power:
      if right < 0 { return try floatPower(Double(left), Double(right)) }
      return .int(try integerPower(left, right))
    }
    if result.overflow { throw tooLarge() }
    return .int(result.partialValue)
  }

  func integerPower(_ base: Int, _ exponent: Int) throws(JinjaError) -> Int {
    var (result, base, exponent) = (1, base, exponent)
    while exponent > 0 {
      if exponent & 1 == 1 {
        let (product, overflow) = result.multipliedReportingOverflow(by: base)
        if overflow { throw tooLarge() }
        result = product
      }
      exponent >>= 1
      guard exponent > 0 else { break }
      let (square, overflow) = base.multipliedReportingOverflow(by: base)
      if overflow { throw tooLarge() }
      base = square
    }
    return result
  }

  private func floatPower(_ base: Double, _ exponent: Double) throws(JinjaError) -> Value {
    if base == 0, exponent < 0 { throw error("zero has no negative powers") }
    let result = power(base, exponent)
    if result.isNaN, !base.isNaN, !exponent.isNaN {
      throw error(.unsupported, "complex numbers are not supported")
    }
    if result.isInfinite, base.isFinite, exponent.isFinite {
      throw error("the power is too large for a floating point number")
    }
    return .float(result)
  }

  /// Division with a whole quotient and a remainder that has the sign of the divisor.
  static func divide(
    _ left: Double, _ right: Double
  ) -> (quotient: Double, remainder: Double) {
    var remainder = remainder(left, right)
    var quotient = (left - remainder) / right
    if remainder != 0 {
      if (right < 0) != (remainder < 0) {
        remainder += right
        quotient -= 1
      }
    } else {
      remainder = Double(signOf: right, magnitudeOf: 0)
    }
    guard quotient != 0 else {
      return (Double(signOf: left / right, magnitudeOf: 0), remainder)
    }
    var whole = quotient.rounded(.down)
    if quotient - whole > 0.5 { whole += 1 }
    return (whole, remainder)
  }

  private func refuseZero(_ isZero: Bool) throws(JinjaError) {
    if isZero { throw error("division by zero") }
  }

  /// The error for whole numbers that don't fit.
  func tooLarge() -> JinjaError {
    error(.limit, "the number has more than 64 bits")
  }
}
