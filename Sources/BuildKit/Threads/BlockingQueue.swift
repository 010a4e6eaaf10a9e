import Glibc

/// A queue between threads: anyone pushes, the thread that owns the queue waits and takes.
///
/// Invariant behind `@unchecked Sendable`: `elements` and `isClosed` are touched only while `mutex`
/// is held, and the two pthread objects stay where they are until `deinit`.
final class BlockingQueue<Element: Sendable>: @unchecked Sendable {
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  private var elements: [Element] = []
  private var isClosed = false

  init() {
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(condition, nil)
  }

  deinit {
    pthread_cond_destroy(condition)
    pthread_mutex_destroy(mutex)
    condition.deallocate()
    mutex.deallocate()
  }

  /// Adds an element; false if the queue is closed.
  @discardableResult
  func push(_ element: Element) -> Bool {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    guard !isClosed else { return false }
    elements.append(element)
    if elements.count == 1 { pthread_cond_signal(condition) }
    return true
  }

  /// Waits for elements and takes all there are into `taken`, in order; false once the queue is
  /// closed and empty.
  func takeAll(into taken: inout [Element]) -> Bool {
    taken.removeAll(keepingCapacity: true)
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    while elements.isEmpty {
      if isClosed { return false }
      pthread_cond_wait(condition, mutex)
    }
    swap(&taken, &elements)
    return true
  }

  /// Waits for an element and takes it; nil once the queue is closed and empty. Several threads may
  /// wait.
  func take() -> Element? {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    while elements.isEmpty {
      if isClosed { return nil }
      pthread_cond_wait(condition, mutex)
    }
    let element = elements.removeFirst()
    if !elements.isEmpty { pthread_cond_signal(condition) }
    return element
  }

  /// Lets waiting threads go once the queue is empty; later elements are refused.
  func close() {
    pthread_mutex_lock(mutex)
    isClosed = true
    pthread_cond_broadcast(condition)
    pthread_mutex_unlock(mutex)
  }
}
