import Glibc
import Subprocess
import SystemPackage
import Threads

/// A program that runs as long as its connection, in a session of its own.
///
/// It is told to end when its connection is let go, and ended if it is still there after a while. What
/// still runs at the end of the process goes with it.
final class RunningProgram: ConnectionKeeper {
  /// How long it may take to end when told to.
  private static let grace = Duration.seconds(2)
  /// How much of what it says is kept, in bytes.
  private static let longestWords = 8 << 10
  /// How long its last words are waited for, once its connection has broken.
  private static let patience = Duration.seconds(10)

  private let program: HelperProgram
  private let state = Guarded(State())

  private struct State {
    var run: Task<Void, Never>?
    var outcome: Result<TerminationStatus, ConnectionError>?
    var errors: ArraySlice<UInt8> = []
  }

  private init(_ program: HelperProgram) { self.program = program }

  /// Starts a program.
  ///
  /// - Returns: its standard input and output, as one connection.
  /// - Throws: ``ConnectionError``; that the program can't be run comes with the connection's failure.
  static func start(_ program: HelperProgram) throws(ConnectionError) -> Connection {
    guard !([program.name] + program.arguments).contains(where: { $0.utf8.contains(0) }) else {
      throw .programNotStarted(program.name, reason: "an argument has a NUL in it")
    }
    let (ours, theirs) = try SocketPair.make()
    let output = fcntl(theirs, F_DUPFD_CLOEXEC, 0)
    guard output >= 0 else {
      close(ours)
      close(theirs)
      throw .unreachable(reason: systemWords(errno))
    }
    let running = RunningProgram(program)
    let task = Task { @concurrent in await running.run(theirs, output) }
    running.state.withLock { $0.run = task }
    return Connection(descriptor: ours, keeper: running)
  }

  func end() {
    state.withLock(\.run)?.cancel()
  }

  func failure() async -> ConnectionError? {
    let end = ContinuousClock.now + Self.patience
    while true {
      let (outcome, errors) = state.withLock { ($0.outcome, $0.errors) }
      switch outcome {
      case .failure(let error): return error
      case .success(let status): return .programEnded(words(status, errors))
      case nil where ContinuousClock.now >= end: return .programEnded(words(nil, errors))
      case nil: try? await Task.sleep(for: .milliseconds(10))
      }
      if Task.isCancelled { return nil }
    }
  }

  private func words(
    _ status: TerminationStatus?, _ errors: ArraySlice<UInt8>
  ) -> ConnectionError.ProgramEnd {
    let lines = errors.split { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }
      .map { String(decoding: $0.prefix(1000), as: UTF8.self) }
      .filter { !$0.allSatisfy(\.isWhitespace) }
      .suffix(4)
    var end = ConnectionError.ProgramEnd(
      program: program.name, status: nil, lastLines: Array(lines))
    switch status {
    case .exited(let code): end.status = code
    case .signaled(let number): end.signal = number
    case nil: break
    }
    return end
  }

  /// Runs the program to its end. The two descriptors are its own.
  private func run(_ input: Int32, _ output: Int32) async {
    var platform = PlatformOptions()
    // A Ctrl-C is ours: what is under way is cancelled over the connection first.
    platform.createSession = true
    platform.teardownSequence = [
      .gracefulShutDown(toProcessGroup: true, allowedDurationToNextStep: Self.grace)
    ]
    let executable: Executable =
      program.name.contains("/") ? .path(FilePath(program.name)) : .name(program.name)
    let process = Guarded(Process.starting)
    let leftover = Leftovers.add { Self.end(process) }
    let result: Result<TerminationStatus, ConnectionError>
    do {
      let record = try await Subprocess.run(
        executable, arguments: Arguments(program.arguments), platformOptions: platform,
        input: .fileDescriptor(FileDescriptor(rawValue: input), closeAfterSpawningProcess: true),
        output: .fileDescriptor(FileDescriptor(rawValue: output), closeAfterSpawningProcess: true),
        error: .sequence
      ) { [self] execution in
        process.withLock { $0 = .running(execution.processIdentifier.value) }
        for try await piece in execution.standardError {
          keep(piece.withUnsafeBytes { [UInt8]($0) })
        }
      }
      result = .success(record.terminationStatus)
    } catch let error as SubprocessError where error.code == .executableNotFound {
      result = .failure(.programNotStarted(program.name, reason: "it is not on PATH"))
    } catch {
      result = .failure(.programNotStarted(program.name, reason: "\(error)"))
    }
    process.withLock { $0 = .ended }
    Leftovers.forget(leftover)
    state.withLock { $0.outcome = result }
  }

  /// Where the program's process is in its life.
  private enum Process: Equatable { case starting, running(pid_t), ended }

  /// Ends the process. One that is just being started is waited for: it would stay.
  private static func end(_ process: borrowing Guarded<Process>) {
    let end = ContinuousClock.now + grace
    while process.withLock(\.self) == .starting, ContinuousClock.now < end { usleep(1000) }
    guard case .running(let identifier) = process.withLock(\.self) else { return }
    EndedProcess.end(identifier, isGroup: true, within: grace)
  }

  /// Keeps the end of what the program says, whatever it says.
  private func keep(_ piece: [UInt8]) {
    state.withLock { $0.errors = ($0.errors + piece).suffix(Self.longestWords) }
  }
}
