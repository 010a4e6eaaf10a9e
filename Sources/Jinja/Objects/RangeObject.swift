/// What `range` gives.
final class RangeObject: Object {
  let start: Int
  let stop: Int
  let step: Int
  let count: Int

  init(start: Int, stop: Int, step: Int, count: Int) {
    self.start = start
    self.stop = stop
    self.step = step
    self.count = count
  }

  /// How many numbers lie between bounds.
  static func count(from start: Int, to stop: Int, by step: Int) -> Int {
    let distance = Double(stop) - Double(start)
    guard step > 0 ? stop > start : stop < start else { return 0 }
    guard abs(distance) < 0x1p62 else { return Int.max }
    let steps = ((stop - start) - (step > 0 ? 1 : -1)) / step
    return steps + 1
  }

  override var typeName: String { "range" }
  override var representation: String {
    step == 1 ? "range(\(start), \(stop))" : "range(\(start), \(stop), \(step))"
  }
  override var length: Int? { count }
  override var isSequence: Bool { true }
  override var specialNames: Set<String> {
    ["__bool__", "__contains__", "__getitem__", "__iter__", "__len__", "__reversed__"]
  }

  subscript(index: Int) -> Int { start + index * step }

  func contains(_ value: Value) -> Bool {
    guard let number = Number(value) else { return false }
    let whole: Int
    switch number {
    case .int(let value): whole = value
    case .float(let value):
      guard let value = Int(exactly: value) else { return false }
      whole = value
    }
    guard count > 0 else { return false }
    let last = self[count - 1]
    guard whole >= min(start, last), whole <= max(start, last) else { return false }
    return (whole - start) % step == 0
  }

  /// The numbers from one index up to another; nil if a bound doesn't fit into 64 bits.
  func slice(from first: Int, to last: Int, by factor: Int, count: Int) -> RangeObject? {
    func bound(_ index: Int) -> Int? {
      let (distance, overflow) = index.multipliedReportingOverflow(by: step)
      let (bound, tooFar) = start.addingReportingOverflow(distance)
      return overflow || tooFar ? nil : bound
    }
    let (newStep, overflow) = step.multipliedReportingOverflow(by: factor)
    guard !overflow, let newStart = bound(first), let newStop = bound(last) else { return nil }
    return RangeObject(start: newStart, stop: newStop, step: newStep, count: count)
  }

  override func attribute(
    _ name: String, _ interpreter: Interpreter
  ) throws(JinjaError) -> Value? {
    switch name {
    case "start": .int(start)
    case "stop": .int(stop)
    case "step": .int(step)
    case "count", "index": .object(BoundMethod(.object(self), name))
    default: nil
    }
  }

  override func item(_ key: Value, _ interpreter: Interpreter) throws(JinjaError) -> Value? {
    interpreter.index(key, count: count).map { .int(self[$0]) }
  }

  override func iterate(_ interpreter: Interpreter) throws(JinjaError) -> ElementIterator? {
    var index = 0
    return ElementIterator { () throws(JinjaError) -> Value? in
      guard index < self.count else { return nil }
      index += 1
      return .int(self[index - 1])
    }
  }

  override func isEqual(
    to other: Object, _ interpreter: Interpreter
  ) throws(JinjaError) -> Bool {
    guard let other = other as? RangeObject, count == other.count else { return false }
    return count == 0 || start == other.start && (count == 1 || step == other.step)
  }
}
