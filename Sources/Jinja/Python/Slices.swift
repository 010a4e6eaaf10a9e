/// The bounds of a slice as they were given.
struct SliceBounds {
  var start: Value?
  var stop: Value?
  var step: Value?
}

extension Interpreter {
  /// Part of a sequence.
  func slice(_ value: Value, _ bounds: SliceBounds) throws(JinjaError) -> Value {
    switch value {
    case .string(let text):
      return .string(try slice(text, bounds))
    case .markup(let text): return .markup(try slice(text, bounds))
    case .list(let list): return .list(try pick(list.elements, bounds))
    case .tuple(let tuple): return .tuple(try pick(tuple.elements, bounds))
    case .object(let range as RangeObject):
      let indices = try indices(bounds, count: range.count)
      let slice = range.slice(
        from: indices.start, to: indices.stop, by: indices.step, count: indices.count)
      guard let slice else { throw tooLarge() }
      return .object(slice)
    case .undefined(let undefined): throw error(undefined)
    default: throw error("a \(value.typeName) has no slices")
    }
  }

  private func slice(_ text: String, _ bounds: SliceBounds) throws(JinjaError) -> String {
    try charge(text.utf8.count)
    let scalars = Array(text.unicodeScalars)
    var result = String.UnicodeScalarView()
    let indices = try indices(bounds, count: scalars.count)
    for index in 0..<indices.count { result.append(scalars[indices.start + index * indices.step]) }
    return String(result)
  }

  private func pick(_ elements: [Value], _ bounds: SliceBounds) throws(JinjaError) -> [Value] {
    let indices = try indices(bounds, count: elements.count)
    try charge(16 * indices.count)
    return (0..<indices.count).map { elements[indices.start + $0 * indices.step] }
  }

  /// Which elements of so many a slice picks.
  private func indices(
    _ bounds: SliceBounds, count: Int
  ) throws(JinjaError) -> (start: Int, stop: Int, step: Int, count: Int) {
    let step = try bound(bounds.step) ?? 1
    guard step != 0 else { throw error("the step of a slice can't be zero") }
    let isForward = step > 0
    func clamped(_ bound: Int?, _ open: Int) -> Int {
      guard let bound else { return open }
      if bound < 0 {
        let index = bound &+ count
        return index < 0 ? (isForward ? 0 : -1) : index
      }
      return min(bound, isForward ? count : count - 1)
    }
    let start = clamped(try bound(bounds.start), isForward ? 0 : count - 1)
    let stop = clamped(try bound(bounds.stop), isForward ? count : -1)
    let distance = isForward ? stop - start : start - stop
    guard distance > 0 else { return (start, stop, step, 0) }
    let size = step.magnitude
    return (start, stop, step, Int((UInt(distance) - 1) / size) + 1)
  }

  private func bound(_ value: Value?) throws(JinjaError) -> Int? {
    guard let value, !value.isNone else { return nil }
    guard let bound = value.integer else {
      throw error("the bounds of a slice must be whole numbers, not \(value.typeName)")
    }
    return bound
  }

  /// The index of an element, counted from the end if negative; nil if there is none.
  func index(_ value: Value, count: Int) -> Int? {
    guard let index = value.integer else { return nil }
    let place = index < 0 ? index + count : index
    return place >= 0 && place < count ? place : nil
  }
}
