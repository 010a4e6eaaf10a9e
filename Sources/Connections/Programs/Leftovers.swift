import Glibc
import Threads

/// What must not outlive this process: undone at its end, unless that was done before.
package enum Leftovers {
  private struct Entries {
    var undoings: [Int: @Sendable () -> Void] = [:]
    var next = 0
    var isRegistered = false
  }

  private static let entries = Guarded(Entries())

  /// Notes something to be undone at the end of the process, which waits for it.
  ///
  /// - Parameter undo: runs on the thread that ends the process; must be done soon.
  /// - Returns: what ``forget(_:)`` takes.
  package static func add(_ undo: @escaping @Sendable () -> Void) -> Int {
    entries.withLock { entries in
      if !entries.isRegistered {
        entries.isRegistered = true
        atexit { Leftovers.undoAll() }
        at_quick_exit { Leftovers.undoAll() }
      }
      entries.next += 1
      entries.undoings[entries.next] = undo
      return entries.next
    }
  }

  /// It was undone.
  package static func forget(_ entry: Int) {
    entries.withLock { _ = $0.undoings.removeValue(forKey: entry) }
  }

  private static func undoAll() {
    let undoings = entries.withLock { entries in
      defer { entries.undoings = [:] }
      return entries.undoings.values
    }
    for undo in undoings { undo() }
  }
}
