/// Warnings, none of them twice: builds for several platforms, and frontends that are asked several
/// times, warn of the same place again and again.
package struct DistinctWarnings: Sendable {
  /// The most warnings that are kept, and the most bytes of them: a daemon's word is no reason to fill
  /// our memory.
  private static let mostWarnings = 1000
  private static let mostBytes = 16 << 20

  /// What makes a warning another one: all but the step.
  private struct Key: Hashable {
    var short: String
    var url: String
    var filename: String?
    var ranges: [SourceRange]?
  }

  /// All of them, in the order they came.
  package private(set) var all: [VertexWarning] = []
  private var keys: Set<Key> = []
  private var bytes = 0

  /// None.
  package init() {}

  /// Takes a warning in, and returns whether it is new.
  @discardableResult
  package mutating func add(_ warning: VertexWarning) -> Bool {
    let key = Key(
      short: warning.short, url: warning.url, filename: warning.source?.filename,
      ranges: warning.source?.ranges)
    guard all.count < Self.mostWarnings, bytes < Self.mostBytes, keys.insert(key).inserted
    else { return false }
    var warning = warning
    bytes += warning.textBytes
    // Most are about one file: its text is kept once.
    if let last = all.last, last.source?.data == warning.source?.data,
      last.definition == warning.definition
    {
      warning.source?.data = last.source?.data ?? []
      warning.definition = last.definition
    } else {
      let count = (warning.source?.data.count ?? 0) + (warning.definition?.bytes.count ?? 0)
      if bytes + count <= Self.mostBytes {
        bytes += count
      } else {
        warning.source?.data = []
        warning.definition = nil
      }
    }
    all.append(warning)
    return true
  }
}

extension VertexWarning {
  /// The bytes of all but the source.
  fileprivate var textBytes: Int {
    detail.reduce(short.utf8.count + url.utf8.count) { $0 + $1.utf8.count }
  }
}
