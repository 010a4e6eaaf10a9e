import CGRPC
import CThreadSanitizer

/// A batch of a call that core is asked to do. Its own reference is the batch's tag: core holds it
/// from a successful start until the completion comes out of the queue.
///
/// A class to be inherited from, for the sake of one virtual call per event. Invariant behind
/// `@unchecked Sendable`: it is written by the one who makes it before the start, by core until the
/// completion, and by ``complete(_:)`` on the queue's thread; nobody else looks into it.
class Operation: @unchecked Sendable {
  /// Called when core has done the batch, on the completion queue's thread.
  func complete(_ succeeded: Bool) {}

  /// Called instead, at once, when core refuses the batch: such a tag never arrives.
  func refuse() { complete(false) }

  /// Starts the batch by giving core the tag.
  final func started(_ start: (UnsafeMutableRawPointer) -> grpc_call_error) {
    let tag = Unmanaged.passRetained(self)
    bentokit_releases(tag.toOpaque())
    guard start(tag.toOpaque()) != GRPC_CALL_OK else { return }
    tag.release()
    refuse()
  }
}
