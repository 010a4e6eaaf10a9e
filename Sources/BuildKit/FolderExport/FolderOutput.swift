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
    isNew = try Self.make(path)
    descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0, access(path, W_OK | X_OK) == 0 else {
      let failure = SystemFailure(operation: "writing into the folder \(path)", errno: errno)
      if descriptor >= 0 { close(descriptor) }
      throw failure
    }
  }

  deinit { close(descriptor) }

  /// Makes a folder and those it lies in; false if it was there.
  private static func make(_ path: String) throws(SystemFailure) -> Bool {
    var status = stat()
    if stat(path, &status) == 0 {
      guard status.st_mode & S_IFMT == S_IFDIR else {
        throw SystemFailure(operation: "writing into the folder \(path)", errno: ENOTDIR)
      }
      return false
    }
    let trimmed = path.hasSuffix("/") ? String(path.dropLast()) : path
    if let slash = trimmed.lastIndex(of: "/"), slash > trimmed.startIndex {
      _ = try make(String(trimmed[..<slash]))
    }
    guard mkdir(path, 0o700) == 0 || errno == EEXIST else {
      throw SystemFailure(operation: "making the folder \(path)", errno: errno)
    }
    return true
  }

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
