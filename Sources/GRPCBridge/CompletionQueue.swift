import CGRPC
import CThreadSanitizer
import Glibc

/// The process's one completion queue, and the thread that serves it.
///
/// It is made on first use and lives as long as the process: stopping core can take ten seconds, and
/// a process that ends needs no stopping. Without calls the thread sleeps in the kernel.
///
/// Invariant behind `@unchecked Sendable`: the pointer never changes, is never destroyed, and core
/// takes it from any thread.
final class CompletionQueue: @unchecked Sendable {
  static let shared = CompletionQueue()

  let pointer: OpaquePointer

  private init() {
    CoreLog.silence()
    grpc_init()
    pointer = grpc_completion_queue_create_for_next(nil)
    startThread()
  }

  /// Starts the thread with every signal blocked, so that signals reach the program's own threads.
  private func startThread() {
    var everything = sigset_t()
    var before = sigset_t()
    sigfillset(&everything)
    pthread_sigmask(SIG_SETMASK, &everything, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    var thread = pthread_t()
    let failure = pthread_create(
      &thread, nil,
      { queue in
        cgrpc_name_this_thread("grpc-completion")
        CompletionQueue.serve(OpaquePointer(queue))
        return nil
      }, UnsafeMutableRawPointer(pointer))
    precondition(failure == 0, "no thread for gRPC: \(failure)")
    pthread_detach(thread)
  }

  private static func serve(_ queue: OpaquePointer?) {
    let never = gpr_inf_future(GPR_CLOCK_MONOTONIC)
    while true {
      let event = grpc_completion_queue_next(queue, never, nil)
      guard event.type == GRPC_OP_COMPLETE, let tag = event.tag else { continue }
      bentokit_acquired(tag)
      Unmanaged<Operation>.fromOpaque(tag).takeRetainedValue().complete(event.success != 0)
    }
  }
}
