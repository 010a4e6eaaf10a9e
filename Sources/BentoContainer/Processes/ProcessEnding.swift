import Glibc
import Subprocess
import Threads
import SystemPackage

/// Sees to it that nothing of a program is left when it has been told to end.
///
/// The program is told by swift-subprocess; what it has started, and would leave behind, is ended
/// here. In a session of its own all are in one process group. On a shared terminal they are in ours
/// and are known as its descendants, as of when the task was cancelled.
///
/// A program that cleans up when a step fails, but not when it is told to end, is told nothing at
/// first: its steps are, and it has a moment to find that out.
final class ProcessEnding: Sendable {
  private let isGroup: Bool
  /// What the steps' own program is called, where the steps are to end first.
  private let endsBySteps: String?
  /// The path of `sudo` if the program runs by it: no one else may end it then.
  private let sudo: String?
  private let state = Guarded<State>(State())

  private struct State {
    var identifier: pid_t?
    var isWanted = false
    /// Tells the program to end, which is to wait until it runs and its steps have ended.
    var end: (@Sendable () -> Void)?
    var descendants: [ProcessDescendants.Member] = []
    var request: Task<Void, Never>?
    var steps: Task<Void, Never>?
  }

  /// - Parameters:
  ///   - isGroup: whether the program has a process group of its own.
  ///   - endsBySteps: the name of a program whose steps are to end before it; nil for others.
  ///   - sudo: the path of `sudo` if the program runs by it.
  init(isGroup: Bool, endsBySteps: String?, sudo: String?) {
    self.isGroup = isGroup
    self.endsBySteps = endsBySteps
    self.sudo = geteuid() == 0 ? nil : sudo
  }

  /// The program runs.
  func started(_ identifier: pid_t) {
    let (isWanted, end) = state.withLock { state in
      state.identifier = identifier
      defer { state.end = nil }
      return (state.isWanted, state.end)
    }
    // It was told before it ran, or before that was known here.
    if let end, let name = endsBySteps {
      endSteps(of: identifier, exceptIn: name, then: end)
    } else if isWanted {
      begin()
    }
  }

  /// The task was cancelled.
  ///
  /// - Parameter end: tells the program itself to end; called at once, or when it runs and its steps have.
  func begin(_ end: @escaping @Sendable () -> Void) {
    guard let name = endsBySteps, sudo == nil else {
      begin()
      return end()
    }
    let running = state.withLock { state in
      state.isWanted = true
      if state.identifier == nil { state.end = end }
      return state.identifier
    }
    if let running { endSteps(of: running, exceptIn: name, then: end) }
  }

  private func endSteps(
    of program: pid_t, exceptIn name: String, then end: @escaping @Sendable () -> Void
  ) {
    let steps = Task { @concurrent in
      await endSteps(of: program, exceptIn: name)
      end()
    }
    state.withLock { $0.steps = steps }
  }

  /// So long a program has to find out that its steps have ended, and a step to end.
  private static let patience = (program: Duration.seconds(3), step: Duration.seconds(1))

  /// Ends what the program runs, until it ends itself; but not itself, which may be several processes.
  private func endSteps(of program: pid_t, exceptIn name: String) async {
    let start = ContinuousClock.now
    var told: [ProcessDescendants.Member: ContinuousClock.Instant] = [:]
    while .now - start < Self.patience.program, !ProcessDescendants.hasEnded(program) {
      // The system keeps the first 15 bytes of a name.
      for step in ProcessDescendants.of(program) where !name.hasPrefix(step.name) {
        let since = told[step]
        told[step] = since ?? .now
        if since.map({ .now - $0 > Self.patience.step }) ?? true {
          step.signal(since == nil ? SIGTERM : SIGKILL)
        }
      }
      let known = Array(told.keys)
      state.withLock { $0.descendants = known }
      guard (try? await Task.sleep(for: .milliseconds(50))) != nil else { return }
    }
  }

  /// The task was cancelled, and the program is told to end.
  private func begin() {
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

  /// The program writes no more, and nobody has asked for its status yet: its number is its own. Once
  /// it has ended, so does what is left of its group, such as the steps of a builder that somebody
  /// else has killed.
  func insist(_ identifier: pid_t) async {
    guard isGroup else { return }
    while !ProcessDescendants.hasEnded(identifier) {
      // When it is told to end, its group is too.
      guard (try? await Task.sleep(for: .milliseconds(2))) != nil else { return }
    }
    kill(-identifier, SIGKILL)
  }

  /// The program is gone.
  ///
  /// - Throws: `CancellationError` if it was told to end, however it did: podman's build, for one,
  ///   then ends as if it had succeeded.
  func finish() async throws {
    let state = state.withLock { $0 }
    state.steps?.cancel()
    await state.request?.value
    // What they have started since goes too.
    let later = state.descendants.flatMap { ProcessDescendants.of($0.identifier) }
    for member in state.descendants + later { member.signal(SIGKILL) }
    if state.isWanted { throw CancellationError() }
  }
}
