/// A list of ignore patterns, equal in its meaning to moby's patternmatcher, on bytes.
///
/// A path matches when a pattern matches it or a folder it lies in, and no later pattern with `!`
/// does so; the last one decides. Thousands of patterns cost little: only those are tried of which
/// a fixed text occurs in the path.
public struct PatternMatcher: Sendable {
  let patterns: [Pattern]
  private let index: TextIndex
  /// Whether any pattern takes back what others matched.
  let hasExceptions: Bool

  /// The patterns that matched a folder, in order: what is in the folder is matched by them too.
  struct Matches: Sendable {
    fileprivate(set) var numbers: [UInt32] = []
  }

  /// Memory for matching, used again and again by one walk.
  final class Scratch {
    fileprivate var candidates: [UInt32] = []
    /// The number of the last search in which a pattern was a candidate.
    fileprivate var lastSearch: [UInt32] = []
    fileprivate var search: UInt32 = 0
  }

  /// Makes patterns ready.
  ///
  /// - Parameter patterns: in the order of a `.dockerignore`, in bytes; empty ones are left out.
  /// - Throws: ``FileTreeError`` with the code `invalidPattern` for a pattern that is seen to be
  ///   malformed. Some are seen only when they are tried, see ``matches(_:)``.
  public init(_ patterns: [[UInt8]]) throws(FileTreeError) {
    var ready: [Pattern] = []
    for pattern in patterns {
      let pattern = UTF8Decoding.trimmed(pattern)
      if !pattern.isEmpty { ready.append(try Pattern(PathCleaning.clean(pattern))) }
    }
    self.patterns = ready
    hasExceptions = ready.contains(where: \.isException)
    index = TextIndex(Self.telling(ready.map(\.requiredTexts)))
  }

  /// Of the texts of each pattern the one that tells most: that fewest patterns have, then the
  /// longest; empty where there is none.
  private static func telling(_ texts: [[[UInt8]]]) -> [[UInt8]] {
    var counts: [[UInt8]: Int] = [:]
    for text in texts.joined() { counts[text, default: 0] += 1 }
    return texts.map { texts in
      texts.min { (counts[$0] ?? 0, $1.count) < (counts[$1] ?? 0, $0.count) } ?? []
    }
  }

  /// Whether a path matches, or a folder it lies in does.
  ///
  /// - Parameter path: a relative path in its shortest form, in bytes.
  /// - Throws: ``FileTreeError`` with the code `invalidPattern` for a malformed pattern that had to
  ///   be tried.
  public func matches(_ path: [UInt8]) throws(FileTreeError) -> Bool {
    try path.withUnsafeBytes { path in
      Result { () throws(FileTreeError) in try matches(path, Scratch()) }
    }.get()
  }

  private func matches(
    _ path: UnsafeRawBufferPointer, _ scratch: Scratch
  ) throws(FileTreeError) -> Bool {
    findCandidates(in: path, scratch)
    var isMatched = false
    for number in scratch.candidates {
      let pattern = patterns[Int(number)]
      guard pattern.isException == isMatched else { continue }
      var matches = try pattern.matches(path)
      for end in path.indices where !matches && path[end] == .slash {
        matches = try pattern.matches(UnsafeRawBufferPointer(rebasing: path[..<end]))
      }
      if matches { isMatched = !pattern.isException }
    }
    return isMatched
  }

  /// Whether a path matches, given what matched the folder it lies in.
  ///
  /// - Parameters:
  ///   - parent: what matched the folder; for the root, nothing.
  ///   - matches: set to what matched this path.
  func matches(
    _ path: UnsafeRawBufferPointer, parent: Matches, matches: inout Matches, _ scratch: Scratch
  ) throws(FileTreeError) -> Bool {
    findCandidates(in: path, scratch)
    matches.numbers.removeAll(keepingCapacity: true)
    var isMatched = false
    var inherited = parent.numbers[...]
    var candidates = scratch.candidates[...]
    while let number = [inherited.first, candidates.first].compactMap(\.self).min() {
      let isInherited = inherited.first == number
      if isInherited { inherited.removeFirst() }
      if candidates.first == number { candidates.removeFirst() }
      let pattern = patterns[Int(number)]
      if !isInherited {
        guard pattern.isException == isMatched, try pattern.matches(path) else { continue }
      }
      matches.numbers.append(number)
      isMatched = !pattern.isException
    }
    return isMatched
  }

  /// Finds the patterns that may match a path, in order.
  private func findCandidates(in path: UnsafeRawBufferPointer, _ scratch: Scratch) {
    if scratch.lastSearch.count < patterns.count || scratch.search == .max {
      scratch.lastSearch = [UInt32](repeating: 0, count: patterns.count)
      scratch.search = 0
    }
    scratch.search += 1
    scratch.candidates.removeAll(keepingCapacity: true)
    scratch.candidates.append(contentsOf: index.always)
    index.search(path) { number in
      if scratch.lastSearch[Int(number)] != scratch.search {
        scratch.lastSearch[Int(number)] = scratch.search
        scratch.candidates.append(number)
      }
    }
    scratch.candidates.sort()
  }
}
