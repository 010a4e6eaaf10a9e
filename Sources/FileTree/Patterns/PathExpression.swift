/// A regular expression for whole paths, as far as ignore patterns need one.
///
/// It is run as a set of states, all at once, so the time is bounded by the lengths of path and
/// expression whatever the pattern is.
struct PathExpression: Sendable {
  /// What one code point may be.
  enum Member: Sendable {
    case rune(UInt32)
    case notSlash
    case notLineFeed
    /// A set by its index.
    case set(Int)
  }

  enum Step: Sendable {
    case one(Member)
    /// Any number of them, also none.
    case star(Member)
    /// Nothing, or this many steps that follow.
    case optional(Int)
    case beginning
    case end
    case wordBoundary
    case noWordBoundary
  }

  /// The alternatives.
  private let branches: [[Step]]
  private let sets: [RuneSet]

  init(_ expression: [UInt32]) throws(ExpressionParser.Malformed) {
    let parser = try ExpressionParser(expression)
    branches = parser.branches
    sets = parser.sets
  }

  /// Whether the expression matches somewhere in the path; the anchors are part of it.
  func matches(_ path: UnsafeRawBufferPointer) -> Bool {
    branches.contains { steps in
      let words = steps.count / 64 + 1
      return withUnsafeTemporaryAllocation(of: UInt64.self, capacity: words * 2) { memory in
        memory.initialize(repeating: 0)
        var run = PathExpressionRun(
          steps: steps, sets: sets, path: path,
          states: UnsafeMutableBufferPointer(rebasing: memory[..<words]),
          next: UnsafeMutableBufferPointer(rebasing: memory[words...]))
        return run.matches()
      }
    }
  }

  /// Texts that every path has in it that matches; none when there are alternatives.
  var requiredTexts: [[UInt8]] {
    guard branches.count == 1 else { return [] }
    var texts: [[UInt8]] = [[]]
    /// How many more steps may be passed over.
    var optional = 0
    for step in branches[0] {
      if optional == 0, case .one(.rune(let rune)) = step, rune != UTF8Decoding.replacement {
        texts[texts.count - 1] += UTF8Decoding.encode(rune)
      } else if texts.last != [] {
        texts.append([])
      }
      if case .optional(let count) = step {
        optional = max(optional - 1, count)
      } else {
        optional = max(optional - 1, 0)
      }
    }
    return texts.filter { !$0.isEmpty }
  }
}
