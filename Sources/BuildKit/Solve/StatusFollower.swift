import Threads

/// Knows when the status of a build last had news, to tell when none will come any more.
final class StatusFollower: Sendable {
  private let lastNews = Guarded(ContinuousClock.now)

  func noteActivity() { lastNews.withLock { $0 = .now } }

  /// Waits for the end of the status, or until there was no news for as long as `patience`.
  func settle(_ following: Task<Void, Never>, patience: Duration) async {
    noteActivity()
    await withTaskGroup { group in
      group.addTask { await following.value }
      group.addTask {
        while case let due = self.lastNews.withLock({ $0 }) + patience, due > .now {
          do { try await Task.sleep(until: due) } catch { return }
        }
        following.cancel()
      }
      await group.next()
      group.cancelAll()
    }
  }
}
