extension Interpreter {
  func compare(
    _ left: Value, _ comparison: ComparisonOperator, _ right: Value
  ) throws(JinjaError) -> Bool {
    switch comparison {
    case .equal: try isEqual(left, right)
    case .notEqual: try !isEqual(left, right)
    case .isIn: try contains(right, left)
    case .isNotIn: try !contains(right, left)
    case .less: try isLess(left, right, orEqual: false, comparison)
    case .lessOrEqual: try isLess(left, right, orEqual: true, comparison)
    case .greater: try isLess(right, left, orEqual: false, comparison)
    case .greaterOrEqual: try isLess(right, left, orEqual: true, comparison)
    }
  }

  // MARK: Equality

  func isEqual(_ left: Value, _ right: Value, depth: Int = 0) throws(JinjaError) -> Bool {
    switch (left, right) {
    case (.undefined, .undefined), (.none, .none): return true
    case (.list(let left), .list(let right)):
      if left === right { return true }
      return try isEqual(left.elements, right.elements, depth)
    case (.tuple(let left), .tuple(let right)):
      if left === right { return true }
      return try isEqual(left.elements, right.elements, depth)
    case (.dict(let left), .dict(let right)):
      if left === right { return true }
      return try isEqual(left, right, depth)
    case (.object(let left), .object(let right)):
      if left === right { return true }
      return try left.isEqual(to: right, self)
    default: break
    }
    if let left = left.text, let right = right.text {
      try charge(min(left.utf8.count, right.utf8.count))
      return sameText(left, right)
    }
    if let left = Number(left), let right = Number(right) { return left.isEqual(to: right) }
    return false
  }

  private func isEqual(
    _ left: [Value], _ right: [Value], _ depth: Int
  ) throws(JinjaError) -> Bool {
    guard left.count == right.count else { return false }
    try goDeeper(depth)
    for (left, right) in zip(left, right) {
      try step()
      if try !isEqual(left, right, depth: depth + 1) { return false }
    }
    return true
  }

  private func isEqual(
    _ left: DictObject, _ right: DictObject, _ depth: Int
  ) throws(JinjaError) -> Bool {
    guard left.count == right.count else { return false }
    try goDeeper(depth)
    for (key, value) in left.entries {
      try step()
      guard let other = right.value(for: try hash(key)) else { return false }
      if try !isEqual(value, other, depth: depth + 1) { return false }
    }
    return true
  }

  private func goDeeper(_ depth: Int) throws(JinjaError) {
    if depth > 2 * limits.nesting { throw error(.limit, "a value is nested too deep") }
    try checkStack()
  }

  // MARK: Order

  func isLess(
    _ left: Value, _ right: Value, orEqual: Bool = false, _ comparison: ComparisonOperator = .less,
    depth: Int = 0
  ) throws(JinjaError) -> Bool {
    if let left = left.text, let right = right.text {
      try charge(min(left.utf8.count, right.utf8.count))
      if orEqual { return !right.utf8.lexicographicallyPrecedes(left.utf8) }
      return left.utf8.lexicographicallyPrecedes(right.utf8)
    }
    if let left = Number(left), let right = Number(right) {
      return left.isLess(than: right) || orEqual && left.isEqual(to: right)
    }
    switch (left, right) {
    case (.list(let left), .list(let right)):
      return try isLess(left.elements, right.elements, orEqual, comparison, depth)
    case (.tuple(let left), .tuple(let right)):
      return try isLess(left.elements, right.elements, orEqual, comparison, depth)
    case (.undefined(let undefined), _), (_, .undefined(let undefined)): throw error(undefined)
    default:
      throw error(
        "'\(comparison.rawValue)' doesn't work between \(left.typeName) and \(right.typeName)")
    }
  }

  private func isLess(
    _ left: [Value], _ right: [Value], _ orEqual: Bool, _ comparison: ComparisonOperator,
    _ depth: Int
  ) throws(JinjaError) -> Bool {
    try goDeeper(depth)
    for (left, right) in zip(left, right) {
      try step()
      if try isEqual(left, right, depth: depth + 1) { continue }
      return try isLess(left, right, orEqual: orEqual, comparison, depth: depth + 1)
    }
    return orEqual ? left.count <= right.count : left.count < right.count
  }

  // MARK: Membership

  func contains(_ container: Value, _ element: Value) throws(JinjaError) -> Bool {
    switch container {
    case .string(let text), .markup(let text):
      guard let part = element.text else {
        throw error("only text can be in text, not \(element.typeName)")
      }
      try charge(text.utf8.count + part.utf8.count)
      return TextSearch.contains(text, part)
    case .dict(let dict): return dict.value(for: try hash(element)) != nil
    case .object(let range as RangeObject): return range.contains(element)
    case .object(let view as DictView) where view.kind == .keys:
      return view.dict.value(for: try hash(element)) != nil
    case .none, .bool, .int, .float:
      throw error("nothing can be in a value of type '\(container.typeName)'")
    default:
      guard let elements = try iteratorIfAny(over: container) else {
        throw error("nothing can be in a value of type '\(container.typeName)'")
      }
      while let candidate = try elements.next() {
        try step()
        if try isEqual(candidate, element) { return true }
      }
      return false
    }
  }
}
