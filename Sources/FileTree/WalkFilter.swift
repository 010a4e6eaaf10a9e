/// What of a tree is sent, in the words of BuildKit's file-sync request.
package struct WalkFilter: Sendable {
  /// Patterns of which one must match; empty for everything.
  package var include: [[UInt8]]
  /// Patterns of which none may match.
  package var exclude: [[UInt8]]
  /// Paths that are sent, and what the symbolic links on the way to them lead to. They are patterns
  /// of `include` once the links are followed.
  package var followPaths: [[UInt8]]

  /// A filter; nothing is left out when there are no patterns.
  package init(include: [[UInt8]] = [], exclude: [[UInt8]] = [], followPaths: [[UInt8]] = []) {
    self.include = include
    self.exclude = exclude
    self.followPaths = followPaths
  }
}

/// A ``WalkFilter``, made ready for a tree.
struct PreparedFilter {
  /// What matched a folder.
  struct Matches {
    var include = PatternMatcher.Matches()
    var exclude = PatternMatcher.Matches()
  }

  private let include: PathFilter?
  private let exclude: PathFilter?

  init(_ filter: WalkFilter, for reader: TreeReader) throws(FileTreeError) {
    var include = filter.include
    if !filter.followPaths.isEmpty {
      var links = FollowedPaths(reader)
      for path in filter.followPaths { try links.follow(path) }
      if let targets = links.patterns {
        include = FollowedPaths.withoutInner(include + targets) ?? []
      }
    }
    self.include = include.isEmpty ? nil : try PathFilter(including: include)
    exclude = filter.exclude.isEmpty ? nil : try PathFilter(excluding: filter.exclude)
  }

  /// Decides about a path.
  ///
  /// - Parameter matches: set to what matched this path.
  func verdict(
    _ path: UnsafeRawBufferPointer, parent: Matches, matches: inout Matches,
    _ scratch: PatternMatcher.Scratch
  ) throws(FileTreeError) -> PathFilter.Verdict {
    let included =
      try include?.verdict(
        path, parent: parent.include, matches: &matches.include, scratch) ?? .shown
    if included == .pruned { return .pruned }
    let notExcluded =
      try exclude?.verdict(
        path, parent: parent.exclude, matches: &matches.exclude, scratch) ?? .shown
    return notExcluded == .shown ? included : notExcluded
  }
}
