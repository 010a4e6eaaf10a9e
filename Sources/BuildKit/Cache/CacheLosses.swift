import Threads

/// Caches of a build that the daemon could not read or write, by the build's status: a build succeeds
/// without them.
///
/// The names of the steps are those of BuildKit's `solver/llbsolver` (`loadCacheManifests` in bridge.go,
/// `runCacheExporters` in solver.go).
final class CacheLosses: Sendable {
  /// The most that are remembered, and the longest name and reason in characters: a daemon's word is no
  /// reason to fill our memory.
  private static let most = 64
  private static let longest = 1024

  private static let importing = "importing cache manifest from "
  private static let exporting = "exporting cache"
  /// A step's part, where there is nothing to be kept.
  private static let skipping = "skipping cache export for empty result"

  private let found = Guarded<[String]>([])

  /// A line for each.
  var notes: [String] { found.withLock(\.self) }

  func add(_ response: StatusResponse) {
    for vertex in response.vertexes where !vertex.error.isEmpty {
      guard !vertex.error.hasSuffix("canceled") else { continue }
      let reason = vertex.error.prefix(Self.longest)
      if vertex.name.hasPrefix(Self.importing) {
        note(
          "the cache \(Self.cache(vertex.name.dropFirst(Self.importing.count))) is not read: \(reason)"
        )
      } else if vertex.name.hasPrefix(Self.exporting) {
        note("the cache is not written (\(vertex.name.prefix(Self.longest))): \(reason)")
      }
    }
    if response.statuses.contains(where: { $0.id == Self.skipping }) {
      note("the cache is not written: the build has no step whose result can be kept")
    }
  }

  private func note(_ text: String) {
    let line = text.split(whereSeparator: \.isNewline).joined(separator: " ")
    found.withLock { found in
      if found.count < Self.most, !found.contains(line) { found.append(line) }
    }
  }

  /// A cache's name, without the number that daemons add for those that have none.
  private static func cache(_ name: Substring) -> Substring {
    let name = name.prefix(longest)
    guard let colon = name.lastIndex(of: ":") else { return name }
    let number = name[name.index(after: colon)...]
    return number.count > 15 && number.allSatisfy(\.isNumber) ? name[..<colon] : name
  }
}
