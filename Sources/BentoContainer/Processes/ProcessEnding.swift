import Glibc
import Subprocess
import Threads
import SystemPackage

/// Sees to it that nothing of a program is left when it has been told to end.
///
/// The program is told by swift-subprocess; what it has started, and would leave behind, is ended
/// here. In a session of its own all are in one process group. On a shared terminal they are in ours
/// and are known as its descendants, as of when the task was cancelled.
final class ProcessEnding: Sendable {
  private let isGroup: Bool
  /// The path of `sudo` if the program runs by it: no one else may end it then.
  private let sudo: String?
  private let state = Guarded<State>(State())

  private struct State {
    var identifier: pid_t?
    var isWanted = false
    var descendants: [ProcessDescendants.Member] = []
    var request: Task<Void, Never>?
  }

  init(isGroup: Bool, sudo: String?) {
    self.isGroup = isGroup
    self.sudo = geteuid() == 0 ? nil : sudo
  }

  /// The program runs.
  func started(_ identifier: pid_t) {
    let isWanted = state.withLock { state in
      state.identifier = identifier
      return state.isWanted
    }
    if isWanted { begin() }
  }

  /// The task was cancelled.
  func begin() {
    let running = state.withLock { state in
      state.isWanted = true
      return state.identifier
    }
    guard let running else { return }
    let descendants = isGroup ? [] : ProcessDescendants.of(running)
    let request = sudo.map { sudo in
      Task { @concurrent [target = isGroup ? -running : running] in
        _ = try? await Subprocess.run(
          .path(FilePath(sudo)),
          arguments: ["--non-interactive", "kill", "-s", "TERM", "--", "\(target)"],
          output: .discarded)
      }
    }
    state.withLock { state in
      state.descendants = descendants
      state.request = request
    }
  }

  /// The program writes no more, and nobody has asked for its status yet: its number is its own. If
  /// it has ended, what is left of its group goes too; else it still has its time to end.
  func insist(_ identifier: pid_t) {
    if isGroup, ProcessDescendants.hasEnded(identifier) { kill(-identifier, SIGKILL) }
  }

  /// The program is gone.
  ///
  /// - Throws: `CancellationError` if it was told to end, however it did: podman's build, for one,
  ///   then ends as if it had succeeded.
  func finish() async throws {
    let state = state.withLock { $0 }
    await state.request?.value
    // What they have started since goes too.
    let later = state.descendants.flatMap { ProcessDescendants.of($0.identifier) }
    for member in state.descendants + later { member.kill() }
    if state.isWanted { throw CancellationError() }
  }
}
