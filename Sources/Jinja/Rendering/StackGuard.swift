/// Watches how much of the thread's stack is used, in case that the limits on nesting are too generous:
/// values can be nested in values, filters in macros, and so on.
struct StackGuard {
  /// What one rendering may use. Threads have 8 MiB unless somebody made them smaller.
  private static let size: UInt = 4 << 20

  private let end: UInt

  init() { end = Self.here() - Self.size }

  var hasRoom: Bool { Self.here() > end }

  /// Roughly how far down the stack is.
  private static func here() -> UInt {
    var local: UInt8 = 0
    return withUnsafeMutablePointer(to: &local) { UInt(bitPattern: $0) }
  }
}
