import CThreadSanitizer

/// Who waits for an operation of a call.
///
/// ThreadSanitizer doesn't see that what is resumed before it sleeps comes after the resuming; it is
/// told so by way of the call.
///
/// Invariant behind `@unchecked Sendable`: the pointer stands for the call and is never followed.
struct Waiter<Result: Sendable>: @unchecked Sendable {
  private let continuation: UnsafeContinuation<Result, Never>
  private let call: UnsafeRawPointer

  init(_ continuation: UnsafeContinuation<Result, Never>, of call: UnsafeRawPointer) {
    self.continuation = continuation
    self.call = call
  }

  /// Wakes it. Called once.
  func resume(returning result: sending Result) {
    bentokit_releases(call)
    continuation.resume(returning: result)
  }
}
