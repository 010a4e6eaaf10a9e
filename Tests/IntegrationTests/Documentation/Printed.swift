import Synchronization

/// What an example prints, in the place of standard output.
final class Printed: Sendable {
  @TaskLocal private static var current: Printed?
  private let lines = Mutex<[String]>([])

  /// The lines that `body` prints.
  static func lines(of body: () async throws -> Void) async throws -> [String] {
    let printed = Printed()
    try await $current.withValue(printed) { try await body() }
    return printed.lines.withLock { $0 }
  }

  /// Takes what `print` is given.
  static func add(_ items: [Any]) {
    let line = items.map { "\($0)" }.joined(separator: " ")
    current?.lines.withLock { $0.append(line) }
  }
}
