import Glibc
import Synchronization
import Threads

/// The thread that owns the HTTP/2 state of every session: an executor for actors, and a place to
/// run short closures. Nothing that runs on it may block, so that health is always answered.
///
/// It is an executor for tasks too: a continuation resumes on its task's executor before it goes
/// back to the actor's, and that detour would else wake a thread of the cooperative pool each time.
final class SessionThread: SerialExecutor, TaskExecutor {
  /// The one session thread of the process; it starts with the first use and never ends.
  static let shared = SessionThread()

  private enum Work: Sendable {
    case job(UnownedJob)
    case closure(@Sendable () -> Void)
  }

  private let queue = BlockingQueue<Work>()
  private let thread = Atomic<pthread_t>(0)
  /// False if the system gave us no thread; nothing would ever run then.
  let isStarted: Bool

  private init() {
    let queue = queue
    do throws(DetachedThread.StartFailure) {
      try DetachedThread.start {
        let executor = SessionThread.shared
        executor.thread.store(pthread_self(), ordering: .relaxed)
        var batch: [Work] = []
        while queue.takeAll(into: &batch) {
          for work in batch {
            switch work {
            case .job(let job):
              job.runSynchronously(
                isolatedTo: executor.asUnownedSerialExecutor(),
                taskExecutor: executor.asUnownedTaskExecutor())
            case .closure(let closure): closure()
            }
          }
        }
      }
      isStarted = true
    } catch {
      isStarted = false
    }
  }

  func enqueue(_ job: consuming ExecutorJob) {
    queue.push(.job(UnownedJob(job)))
  }

  /// Runs a closure on the thread, after what is queued already.
  func async(_ closure: @escaping @Sendable () -> Void) {
    queue.push(.closure(closure))
  }

  /// Whether the caller runs on this thread.
  var isCurrent: Bool { thread.load(ordering: .relaxed) == pthread_self() }

  func checkIsolated() {
    precondition(isCurrent, "not on the session thread")
  }
}
