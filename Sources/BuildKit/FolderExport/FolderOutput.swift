import Glibc
import Synchronization

/// A folder that an export's files go into.
final class FolderOutput: Sendable {
  private struct State {
    var writers = 0
    var isDiscarded = false
    var waiting: [CheckedContinuation<Void, Never>] = []
  }

  /// The folder, open.
  let descriptor: Int32
  let path: String
  private let isNew: Bool
  private let state = Mutex(State())

  /// Opens the folder; one that isn't there is made, for its owner only, as BuildKit's own client
  /// does.
  init(_ path: String) throws(SystemFailure) {
    self.path = path
    isNew = try Folders.make(path, mode: 0o700)
    descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0, access(path, W_OK | X_OK) == 0 else {
      let failure = SystemFailure(operation: "writing into the folder \(path)", errno: errno)
      if descriptor >= 0 { close(descriptor) }
      throw failure
    }
  }

  deinit { close(descriptor) }

  /// Whether the build has failed, and nothing more is to be written.
  var isDiscarded: Bool { state.withLock { $0.isDiscarded } }

  /// A thread begins to write.
  func beginWriting() { state.withLock { $0.writers += 1 } }

  /// A thread has ended.
  func endWriting() {
    let waiting = state.withLock { state in
      state.writers -= 1
      defer { if state.writers == 0 { state.waiting = [] } }
      return state.writers == 0 ? state.waiting : []
    }
    for continuation in waiting { continuation.resume() }
  }

  /// Waits until nobody writes any more.
  private func settle() async {
    await withCheckedContinuation { continuation in
      let isIdle = state.withLock { state in
        if state.writers > 0 { state.waiting.append(continuation) }
        return state.writers == 0
      }
      if isIdle { continuation.resume() }
    }
  }

  /// The build has succeeded.
  func commit() async { await settle() }

  /// The build has failed: files that aren't whole go, and so does the folder if it is new and
  /// nothing is in it.
  func discard() async {
    state.withLock { $0.isDiscarded = true }
    await settle()
    if isNew { rmdir(path) }
  }
}
