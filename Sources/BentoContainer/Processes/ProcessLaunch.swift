import CLinux
import Glibc
import Subprocess
import SystemPackage

/// A program with everything that the system needs to know to run it.
struct ProcessLaunch: Sendable {
  var program: String
  var arguments: [[UInt8]]
  /// Variables to set beside those of this process.
  var variables: [String: String]
  var input: ProcessPlan.StandardInput
  var output: ProcessPlan.StandardOutput
  var options: ProcessOptions
  /// The program's name, if what it runs is to end before it; nil if all end at once.
  var endsBySteps: String?
  /// Whether it takes `sudo` to end it.
  var needsAdministrator: Bool

  private typealias Reader = @Sendable (ProcessOutput) async -> Void

  /// Runs it to its end.
  ///
  /// - Parameter read: called with each piece of output, at once for both streams.
  /// - Throws: ``ContainerError`` of kind `programNotStarted`, or `invalidOption` for an argument
  ///   that no program can be given; `CancellationError`.
  func run(
    _ read: @escaping @Sendable (ProcessOutput) async -> Void
  ) async throws -> ProcessFailure.Termination {
    guard !arguments.contains(where: { $0.contains(0) }) else {
      throw ContainerError(.invalidOption, "an argument for \(program) has a NUL in it")
    }
    let terminal = SharedTerminal(options.terminal)
    defer { terminal.restore() }
    let input = try standardInput(terminal)
    do {
      switch (output, terminal.showsErrors) {
      case (.observed, false):
        return try await run(input, .sequence, .sequence, terminal) { execution in
          try await Self.reading(execution.standardOutput, execution.standardError, read)
        }
      case (.observed, true):
        return try await run(input, .sequence, Self.standardError, terminal) { execution in
          try await Self.reading(execution.standardOutput, nil, read)
        }
      case (.inherited, false):
        return try await run(input, Self.standardOutput, .sequence, terminal) { execution in
          try await Self.reading(nil, execution.standardError, read)
        }
      case (.inherited, true):
        return try await run(input, Self.standardOutput, Self.standardError, terminal) { _ in }
      }
    } catch let error as SubprocessError {
      throw ContainerError(.programNotStarted, "\(program) can't be run: \(error)")
    }
  }

  private static var standardOutput: FileDescriptorOutput {
    .fileDescriptor(.standardOutput, closeAfterSpawningProcess: false)
  }

  private static var standardError: FileDescriptorOutput {
    .fileDescriptor(.standardError, closeAfterSpawningProcess: false)
  }

  /// A file in memory stands for bytes: unlike a pipe, it needs nobody who writes while the program
  /// reads, or ends without reading.
  private func standardInput(_ terminal: SharedTerminal) throws -> FileDescriptorInput {
    let descriptor: Int32
    switch input {
    case .inherited: return .fileDescriptor(.standardInput, closeAfterSpawningProcess: false)
    case .none where terminal.isRead:
      return .fileDescriptor(.standardInput, closeAfterSpawningProcess: false)
    case .none:
      descriptor = open("/dev/null", O_RDONLY | O_CLOEXEC)
      guard descriptor >= 0 else {
        throw ContainerError(
          .programNotStarted,
          "\(program) can't be run: /dev/null: \(String(cString: strerror(errno)))")
      }
    case .bytes(let bytes):
      descriptor = bentokit_memory_file("bentokit-input")
      guard descriptor >= 0 else { throw noRoom }
      let written = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
      guard written == bytes.count, lseek(descriptor, 0, SEEK_SET) == 0 else {
        close(descriptor)
        throw noRoom
      }
    }
    return .fileDescriptor(
      FileDescriptor(rawValue: descriptor), closeAfterSpawningProcess: true)
  }

  private var noRoom: ContainerError {
    ContainerError(.programNotStarted, "\(program): no room in memory for what it reads")
  }

  private func run<Output: OutputProtocol, Errors: ErrorOutputProtocol>(
    _ input: FileDescriptorInput, _ output: Output, _ errors: Errors, _ terminal: SharedTerminal,
    _ body:
      @escaping @Sendable (
        Execution<FileDescriptorInput, Output, Errors>
      ) async throws -> Void
  ) async throws -> ProcessFailure.Termination {
    try Task.checkCancellation()
    var platform = PlatformOptions()
    platform.createSession = !terminal.isUsed
    platform.teardownSequence = [
      .gracefulShutDown(
        toProcessGroup: !terminal.isUsed, allowedDurationToNextStep: options.grace)
    ]
    let ending = ProcessEnding(
      isGroup: !terminal.isUsed, endsBySteps: endsBySteps,
      sudo: needsAdministrator ? program : nil)
    // A task of its own, so that what the program has started is known before the program is told to
    // end: afterwards they may be nobody's children.
    let running = Task { @concurrent [platform] in
      try await Subprocess.run(
        .path(FilePath(program)),
        // swift-subprocess reads up to a NUL, and adds none itself.
        arguments: Arguments(arguments.map { $0 + [0] }),
        environment: .custom(ProcessVariables.current(with: variables).map { $0 + [0] }),
        platformOptions: platform, input: input, output: output, error: errors
      ) { execution in
        let identifier = execution.processIdentifier.value
        ending.started(identifier)
        // Cancelling must not stop the reading: until it ends, the program has something to say.
        try await Task { @concurrent in try await body(execution) }.value
        await ending.insist(identifier)
      }.terminationStatus
    }
    let status: TerminationStatus
    do {
      status = try await withTaskCancellationHandler {
        try await running.value
      } onCancel: {
        ending.begin { running.cancel() }
      }
    } catch {
      try await ending.finish()
      throw error
    }
    try await ending.finish()
    switch status {
    case .exited(let status): return .exited(status)
    case .signaled(let number): return .signalled(number)
    }
  }

  /// Passes on what comes from both streams until both have ended.
  private static func reading(
    _ output: SubprocessOutputSequence?, _ errors: SubprocessOutputSequence?,
    _ read: @escaping Reader
  ) async throws {
    try await withThrowingTaskGroup { group in
      if let output {
        group.addTask {
          for try await piece in output { await read(.standardOutput(piece.bytesArray)) }
        }
      }
      if let errors {
        group.addTask {
          for try await piece in errors { await read(.standardError(piece.bytesArray)) }
        }
      }
      try await group.waitForAll()
    }
  }
}

extension SubprocessOutputSequence.Buffer {
  fileprivate var bytesArray: [UInt8] { withUnsafeBytes { [UInt8]($0) } }
}
