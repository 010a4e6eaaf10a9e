/// One match of one alternative of a ``PathExpression``.
///
/// Bit n of the states says that the steps before n have matched up to here.
struct PathExpressionRun {
  let steps: [PathExpression.Step]
  let sets: [RuneSet]
  let path: UnsafeRawBufferPointer
  var states: UnsafeMutableBufferPointer<UInt64>
  var next: UnsafeMutableBufferPointer<UInt64>

  mutating func matches() -> Bool {
    var isAnchored = false
    if case .beginning = steps.first { isAnchored = true }
    states[0] = 1
    var position = 0
    var previous: UInt32?
    while true {
      let (rune, width) = UTF8Decoding.decode(path, at: position)
      if advance(over: width > 0 ? rune : nil, after: previous) { return true }
      if width == 0 { return false }
      swap(&states, &next)
      // Without an anchor a match may begin anywhere.
      if !isAnchored { states[0] |= 1 }
      var isOver = true
      for word in states.indices {
        next[word] = 0
        isOver = isOver && states[word] == 0
      }
      if isOver { return false }
      previous = rune
      position += width
    }
  }

  /// Goes on by a code point, nil at the end; whether the whole alternative has matched before.
  private func advance(over rune: UInt32?, after previous: UInt32?) -> Bool {
    for word in states.indices {
      var bits = states[word]
      while bits != 0 {
        let index = word * 64 + bits.trailingZeroBitCount
        if index == steps.count { return true }
        take(index, rune, previous)
        // Steps that take nothing may have set later bits of the same word.
        bits = states[word] & ((UInt64.max << UInt64(index % 64)) << 1)
      }
    }
    return false
  }

  private func take(_ index: Int, _ rune: UInt32?, _ previous: UInt32?) {
    switch steps[index] {
    case .one(let member): if isIn(member, rune) { set(index + 1, in: next) }
    case .star(let member):
      set(index + 1, in: states)
      if isIn(member, rune) { set(index, in: next) }
    case .optional(let count):
      set(index + 1, in: states)
      set(index + 1 + count, in: states)
    case .beginning: if previous == nil { set(index + 1, in: states) }
    case .end: if rune == nil { set(index + 1, in: states) }
    case .wordBoundary: if isWord(rune) != isWord(previous) { set(index + 1, in: states) }
    case .noWordBoundary: if isWord(rune) == isWord(previous) { set(index + 1, in: states) }
    }
  }

  private func isIn(_ member: PathExpression.Member, _ rune: UInt32?) -> Bool {
    guard let rune else { return false }
    return switch member {
    case .rune(let wanted): rune == wanted
    case .notSlash: rune != 0x2f
    case .notLineFeed: rune != 0x0a
    case .set(let number): sets[number].contains(rune)
    }
  }

  private func set(_ index: Int, in bits: UnsafeMutableBufferPointer<UInt64>) {
    bits[index / 64] |= 1 << UInt64(index % 64)
  }

  private func isWord(_ rune: UInt32?) -> Bool {
    switch rune {
    case .some(0x30...0x39), .some(0x41...0x5a), 0x5f, .some(0x61...0x7a): true
    default: false
    }
  }
}
