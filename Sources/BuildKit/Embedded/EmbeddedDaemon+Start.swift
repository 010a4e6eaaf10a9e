import Connections
import Glibc
import Subprocess
import SystemPackage
import Threads

extension EmbeddedDaemon {
  /// Starts the daemon and waits until it takes connections.
  ///
  /// - Throws: ``EmbeddedError``; `CancellationError`.
  static func start(_ place: EmbeddedPlace, until end: ContinuousClock.Instant) async throws {
    let launch = try EmbeddedLaunch(
      at: place, isRoot: geteuid() == 0, find: Self.find)
    // What was left by a daemon that nobody stopped.
    try await BlockingWork.run { _ in stop(place) }
    let log = open(place.log, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
    let null = open("/dev/null", O_RDONLY | O_CLOEXEC)
    guard log >= 0, null >= 0 else {
      let reason = String(cString: strerror(errno))
      for descriptor in [log, null] where descriptor >= 0 { close(descriptor) }
      throw EmbeddedError.unusableFolder(path: place.log, reason: reason)
    }
    let run = EmbeddedRun(launch, input: null, log: log)
    do {
      while !answers(place) {
        if let reason = run.failure {
          throw EmbeddedError.ended(lastLines: [reason], log: place.log)
        }
        if run.hasEnded {
          throw EmbeddedError.ended(lastLines: lastLines(of: place), log: place.log)
        }
        guard ContinuousClock.now < end else {
          throw EmbeddedError.silent(lastLines: lastLines(of: place), log: place.log)
        }
        try await Task.sleep(for: .milliseconds(10))
      }
    } catch {
      await run.kill()
      throw error
    }
  }

  /// The path of a program on `PATH`.
  private static func find(_ name: String) -> String? {
    (ProcessEnvironment.value(of: "PATH") ?? "/usr/bin:/bin").split(separator: ":")
      .map { "\($0)/\(name)" }.first { access($0, X_OK) == 0 }
  }

  /// The last lines of the daemon's log.
  private static func lastLines(of place: EmbeddedPlace) -> [String] {
    let log = open(place.log, O_RDONLY | O_CLOEXEC)
    guard log >= 0 else { return [] }
    defer { close(log) }
    var bytes = [UInt8](repeating: 0, count: 8192)
    let end = lseek(log, 0, SEEK_END)
    let count = pread(log, &bytes, bytes.count, max(0, end - bytes.count))
    let text = String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
    return text.split(whereSeparator: \.isNewline).filter { !$0.allSatisfy(\.isWhitespace) }
      .suffix(3).map { String($0.prefix(500)) }
  }
}

/// The process of a daemon. It outlives us where others need it.
private final class EmbeddedRun: Sendable {
  private let state = Guarded(State())
  private let ended: Guarded<Task<Void, Never>?> = Guarded(nil)

  private struct State {
    var identifier: pid_t?
    var isUnwanted = false
    var hasEnded = false
    var failure: String?
  }

  /// Starts it; the descriptors are closed.
  init(_ launch: EmbeddedLaunch, input: Int32, log: Int32) {
    ended.withLock { $0 = Task { @concurrent [self] in await run(launch, input, log) } }
  }

  var hasEnded: Bool { state.withLock(\.hasEnded) }
  /// Why it could not be started.
  var failure: String? { state.withLock(\.failure) }

  /// Ends it at once, or as soon as it has started.
  func kill() async {
    guard !hasEnded else { return }
    let identifier = state.withLock { state in
      state.isUnwanted = true
      return state.identifier
    }
    if let identifier { Glibc.kill(-identifier, SIGKILL) }
    await ended.withLock(\.self)?.value
  }

  private func run(_ launch: EmbeddedLaunch, _ input: Int32, _ log: Int32) async {
    var platform = PlatformOptions()
    platform.createSession = true
    do {
      let errors = fcntl(log, F_DUPFD_CLOEXEC, 0)
      _ = try await Subprocess.run(
        .path(FilePath(launch.words[0])), arguments: Arguments(Array(launch.words.dropFirst())),
        platformOptions: platform,
        input: .fileDescriptor(FileDescriptor(rawValue: input), closeAfterSpawningProcess: true),
        output: .fileDescriptor(FileDescriptor(rawValue: log), closeAfterSpawningProcess: true),
        error: .fileDescriptor(FileDescriptor(rawValue: errors), closeAfterSpawningProcess: true)
      ) { [self] execution in
        let identifier = execution.processIdentifier.value
        let isUnwanted = state.withLock { state in
          state.identifier = identifier
          return state.isUnwanted
        }
        if isUnwanted { Glibc.kill(-identifier, SIGKILL) }
      }
    } catch {
      state.withLock { $0.failure = "\(error)" }
    }
    state.withLock { $0.hasEnded = true }
  }
}
