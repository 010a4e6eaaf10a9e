/// A reference to something that lives on the session thread, to be carried through other threads
/// and used when back.
///
/// Invariant behind `@unchecked Sendable`: `value` is read only on the session thread, which
/// ``use(_:)`` checks; elsewhere the box is only passed on. Letting go of the last reference is
/// safe anywhere, since the values are plain memory.
final class SessionConfined<Value>: @unchecked Sendable {
  private let value: Value

  init(_ value: Value) { self.value = value }

  /// Gives the value to `body`. Only on the session thread.
  func use(_ body: (Value) -> Void) {
    precondition(SessionThread.shared.isCurrent, "not on the session thread")
    body(value)
  }
}
