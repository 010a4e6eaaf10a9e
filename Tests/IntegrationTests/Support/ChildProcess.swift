import Glibc

/// A program that was started by a test.
struct ChildProcess: Sendable {
  /// How a program ended.
  enum Ending: Equatable, Sendable {
    case exited(Int32)
    case killed(signal: Int32)
    /// It went on for too long, and was killed by the test.
    case hung
  }

  /// Where the program's three standard streams are.
  struct Streams: Sendable {
    var input: Int32
    var output: Int32
    var errors: Int32
  }

  /// POSIX_SPAWN_SETSID of glibc's <spawn.h>, which shows it to C alone.
  private static let newSession: Int32 = 0x80

  let identifier: pid_t

  /// Starts a program.
  ///
  /// - Parameters:
  ///   - words: the path of the program, and its arguments.
  ///   - terminal: the path of a terminal that becomes the program's own, with its three streams.
  init(
    _ words: [String], environment: [String: String], streams: Streams, terminal: String? = nil
  ) throws {
    var actions = posix_spawn_file_actions_t()
    var attributes = posix_spawnattr_t()
    posix_spawn_file_actions_init(&actions)
    posix_spawnattr_init(&attributes)
    defer {
      posix_spawn_file_actions_destroy(&actions)
      posix_spawnattr_destroy(&attributes)
    }
    // The first terminal that the leader of a session opens becomes the session's.
    var flags = Int32(POSIX_SPAWN_SETSIGMASK) | Int32(POSIX_SPAWN_SETSIGDEF)
    if let terminal {
      flags |= Self.newSession
      posix_spawn_file_actions_addopen(&actions, 0, terminal, O_RDWR, 0)
      posix_spawn_file_actions_adddup2(&actions, 0, 1)
      posix_spawn_file_actions_adddup2(&actions, 0, 2)
    } else {
      flags |= Int32(POSIX_SPAWN_SETPGROUP)
      posix_spawn_file_actions_adddup2(&actions, streams.input, 0)
      posix_spawn_file_actions_adddup2(&actions, streams.output, 1)
      posix_spawn_file_actions_adddup2(&actions, streams.errors, 2)
    }
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    sigfillset(&signals)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setflags(&attributes, Int16(flags))

    var identifier = pid_t()
    let result = withCStrings(words) { pointers in
      withCStrings(environment.map { "\($0)=\($1)" }) { environment in
        pointers[0].map {
          posix_spawn(&identifier, $0, &actions, &attributes, pointers, environment)
        }
      }
    }
    guard result == 0 else { throw Failure("can't start \(words)") }
    self.identifier = identifier
  }

  /// Whether the program has begun to listen to interrupts, so that it does not end by one, or is gone.
  var listensToInterrupts: Bool {
    let lines = status.split(separator: "\n")
    return lines.isEmpty || lines.contains { $0.hasPrefix("State:\tZ") }
      || lines.contains { line in
        guard line.hasPrefix("SigIgn:") || line.hasPrefix("SigCgt:") else { return false }
        let mask = line.split(separator: "\t").last.flatMap { UInt64($0, radix: 16) } ?? 0
        return mask & 1 << UInt64(SIGINT - 1) != 0
      }
  }

  /// Sends a signal to the program alone.
  func signal(_ number: Int32) { kill(identifier, number) }

  /// Kills the program and takes in its end: a dead child that nobody asks for keeps tests that run in
  /// processes of their own from hearing of theirs.
  func end() {
    kill(identifier, SIGKILL)
    waitpid(identifier, nil, 0)
  }

  /// Waits for the end of the program; kills it, and what it started, once the time is over.
  func wait(atMost limit: Duration = .seconds(180)) async -> Ending {
    await waitMeasuring(atMost: limit).ending
  }

  /// Waits likewise, and tells about the most memory that the program held at once, in bytes. What
  /// the system reports at the end would count the memory of the test, before the program began.
  func waitMeasuring(atMost limit: Duration) async -> (ending: Ending, peakMemory: Int) {
    let end = ContinuousClock.now + limit
    var status: Int32 = 0
    var peak = 0
    while waitpid(identifier, &status, WNOHANG) == 0 {
      if ContinuousClock.now > end {
        kill(-identifier, SIGKILL)
        kill(identifier, SIGKILL)
        waitpid(identifier, &status, 0)
        return (.hung, 0)
      }
      peak = max(peak, peakMemory)
      try? await Task.sleep(for: .milliseconds(5))
    }
    // As the macros WIFSIGNALED and WEXITSTATUS have it.
    let ending: Ending =
      status & 0x7f == 0 ? .exited(status >> 8 & 0xff) : .killed(signal: status & 0x7f)
    return (ending, peak)
  }

  /// The most memory that the program held so far, in bytes; 0 once it has ended.
  private var peakMemory: Int {
    let lines = status.split(separator: "\n")
    let words = lines.first { $0.hasPrefix("VmHWM:") }?.split { $0 == " " || $0 == "\t" }
    return (words?.dropFirst().first.flatMap { Int($0) } ?? 0) * 1024
  }

  /// What the system says of the program; empty once it is gone.
  private var status: String {
    let path = "/proc/\(identifier)/status"
    guard let file = try? OpenedFile(path: path, flags: O_RDONLY) else { return "" }
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = read(file.descriptor, &bytes, bytes.count)
    return String(decoding: bytes.prefix(max(count, 0)), as: UTF8.self)
  }
}

/// Gives `body` an array of C strings that ends with a null pointer.
private func withCStrings<R>(
  _ texts: [String], _ body: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> R
) -> R {
  var pointers = texts.map { strdup($0) } + [nil]
  defer { for pointer in pointers { free(pointer) } }
  return pointers.withUnsafeMutableBufferPointer { buffer in
    guard let start = buffer.baseAddress else { preconditionFailure("an array with one element") }
    return body(start)
  }
}

/// Runs a script of the shell, which must succeed.
///
/// - Returns: what it wrote to standard output.
@discardableResult
func runShell(_ script: String) async throws -> String {
  let null = try OpenedFile(path: "/dev/null", flags: O_RDWR)
  let output = try OpenedFile.unnamed()
  let process = try ChildProcess(
    ["/bin/sh", "-ec", script], environment: ["PATH": "/usr/sbin:/usr/bin:/sbin:/bin"],
    streams: .init(
      input: null.descriptor, output: output.descriptor, errors: STDERR_FILENO))
  guard await process.wait() == .exited(0) else { throw Failure("failed: \(script)") }
  return String(decoding: output.contents(), as: UTF8.self)
}
