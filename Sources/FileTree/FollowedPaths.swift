import Glibc

/// Finds out which paths are needed to reach given ones when there are symbolic links on the way,
/// as fsutil's `FollowLinks` does: the links themselves, and what they lead to.
///
/// As there, the last name of what has been reached may be a shell pattern, which stands for the
/// links it matches; and a second path through the same link is not followed.
struct FollowedPaths {
  private let reader: TreeReader
  private var found: Set<[UInt8]> = []

  init(_ reader: TreeReader) {
    self.reader = reader
  }

  /// The paths found, as patterns in byte order without those inside others; nil when the whole
  /// tree is among them.
  var patterns: [[UInt8]]? {
    Self.withoutInner(found.sorted { $0.lexicographicallyPrecedes($1) })
  }

  /// Sorted paths without those that are inside the one kept before; nil when the root is among
  /// them.
  static func withoutInner(_ paths: [[UInt8]]) -> [[UInt8]]? {
    var kept: [[UInt8]] = []
    for path in paths {
      if path == [.dot] { return nil }
      if !path.starts(with: (kept.last ?? []) + [.slash]) { kept.append(path) }
    }
    return kept
  }

  mutating func follow(_ path: [UInt8]) throws(FileTreeError) {
    guard !path.contains(0) else { throw FileTreeError(.invalidPath, path) }
    var pending = [path]
    next: while let path = pending.popLast() {
      var names = PathCleaning.join([.dot], path).split(separator: .slash)[...]
      var current: [UInt8] = [.dot]
      repeat {
        current = PathCleaning.join(current, names.popFirst().map([UInt8].init) ?? [])
        let targets = try targets(of: current)
        if targets != nil || names.isEmpty, !found.insert(current).inserted { continue next }
        if let targets {
          let rest = [UInt8](names.joined(separator: [.slash]))
          pending += targets.reversed().map { PathCleaning.join($0, rest) }
          continue next
        }
      } while !names.isEmpty
    }
  }

  /// Where a link leads, or the links that a pattern matches, from the root of the tree; nil when
  /// there is no link.
  private func targets(of path: [UInt8]) throws(FileTreeError) -> [[UInt8]]? {
    guard let name = path.split(separator: .slash).last.map([UInt8].init) else { return nil }
    guard GlobMatch.isPattern(name) else { return try target(of: path).map { [$0] } }
    let folder = [UInt8](path.dropLast(name.count))
    var targets: [[UInt8]] = []
    for candidate in try reader.names(in: folder) where GlobMatch.matches(name, candidate) == true {
      if let target = try target(of: folder + candidate) { targets.append(target) }
    }
    return targets.isEmpty ? nil : targets
  }

  private func target(of path: [UInt8]) throws(FileTreeError) -> [UInt8]? {
    guard let target = try reader.linkTarget(of: path) else { return nil }
    let clean = PathCleaning.clean(target)
    if clean.first == .slash { return clean }
    let folder = path.lastIndex(of: .slash).map { [UInt8](path[..<$0]) } ?? []
    return PathCleaning.clean([.slash] + folder + [.slash] + clean)
  }
}
