/// Decides about files and folders of a walk by a list of patterns, and which folders need not be
/// looked into, as fsutil's filter does.
struct PathFilter: Sendable {
  /// What to do with a file or folder.
  enum Verdict {
    /// It is sent.
    case shown
    /// It is not sent; when it is a folder, what is in it may be, and the folder then too.
    case hidden
    /// It is not sent, nor is anything in it when it is a folder.
    case pruned
  }

  private let matcher: PatternMatcher
  /// Whether what matches is sent, or what does not.
  private let includes: Bool
  /// The paths, a slash behind each, at or above or below which something may be sent in a folder
  /// that is not; in byte order. Nil when patterns without a fixed place are among them.
  private let bases: [[UInt8]]?

  /// A filter that lets through what matches.
  init(including patterns: [[UInt8]]) throws(FileTreeError) {
    try self.init(patterns, includes: true)
  }

  /// A filter that lets through what does not match.
  init(excluding patterns: [[UInt8]]) throws(FileTreeError) {
    try self.init(patterns, includes: false)
  }

  private init(_ patterns: [[UInt8]], includes: Bool) throws(FileTreeError) {
    matcher = try PatternMatcher(patterns)
    self.includes = includes
    let showing = matcher.patterns.filter { $0.isException != includes }
    bases =
      showing.allSatisfy(\.hasPlainBase)
      ? showing.map { $0.base + [.slash] }.sorted { $0.lexicographicallyPrecedes($1) } : nil
  }

  /// Decides about a path.
  ///
  /// - Parameters:
  ///   - parent: what matched the folder that the path lies in.
  ///   - matches: set to what matched this path.
  func verdict(
    _ path: UnsafeRawBufferPointer, parent: PatternMatcher.Matches,
    matches: inout PatternMatcher.Matches, _ scratch: PatternMatcher.Scratch
  ) throws(FileTreeError) -> Verdict {
    let isMatched = try matcher.matches(path, parent: parent, matches: &matches, scratch)
    if isMatched == includes { return .shown }
    guard let bases else { return .hidden }
    return Self.isAnything(below: path, in: bases) ? .hidden : .pruned
  }

  /// Whether one of the sorted bases begins with the path and a slash.
  private static func isAnything(below path: UnsafeRawBufferPointer, in bases: [[UInt8]]) -> Bool {
    var low = 0
    var high = bases.count
    while low < high {
      let middle = (low + high) / 2
      if precedes(bases[middle], path) { low = middle + 1 } else { high = middle }
    }
    guard low < bases.count, bases[low].count > path.count else { return false }
    return bases[low].starts(with: path) && bases[low][path.count] == .slash
  }

  /// Whether a base comes before the path with a slash behind it.
  private static func precedes(_ base: [UInt8], _ path: UnsafeRawBufferPointer) -> Bool {
    for index in 0..<min(base.count, path.count) where base[index] != path[index] {
      return base[index] < path[index]
    }
    return base.count <= path.count || base[path.count] < .slash
  }
}
