import CLinux
import Glibc
import Subprocess
import SystemPackage

/// A run of a program that takes and gives little, and must soon be done.
struct ProgramRun: Sendable {
  /// How it ended and what it wrote.
  struct Outcome: Sendable {
    enum Status: Hashable, Sendable { case exited(Int32), signalled(Int32) }

    var status: Status
    var output: [UInt8]
    /// The end of what it wrote to standard error.
    var errors: [UInt8]

    /// Why it failed: the last line it wrote, else how it ended.
    var failureReason: String { reason(telling: [errors, output]) }
    /// The same for a program whose output nobody is to see.
    var secretiveFailureReason: String { reason(telling: [errors]) }

    private func reason(telling texts: [[UInt8]]) -> String {
      for bytes in texts {
        let lines = bytes.split { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }
        if let line = lines.last(where: { !$0.allSatisfy { $0 <= 0x20 } }) {
          return String(decoding: line.prefix(1024), as: UTF8.self)
        }
      }
      switch status {
      case .exited(let code): return "it ended with status \(code)"
      case .signalled(let number): return "it was ended by signal \(number)"
      }
    }
  }

  /// Why there is no outcome; the end of a sentence about the program.
  enum Failure: Error, CustomStringConvertible {
    case notFound, notStarted(String), tookTooLong(Duration), wroteTooMuch(Int)

    var description: String {
      switch self {
      case .notFound: "it is not on PATH"
      case .notStarted(let reason): "it can't be run: \(reason)"
      case .tookTooLong(let limit): "it was not done after \(limit.components.seconds) seconds"
      case .wroteTooMuch(let limit): "it wrote more than \(limit) bytes"
      }
    }
  }

  let program: String
  let arguments: [String]
  /// What it reads.
  var input: [UInt8] = []
  /// Where the program is looked for, as in `PATH`; nil for that of this process.
  var path: String?
  /// Variables beside those of this process.
  var variables: [String: String] = [:]
  var timeLimit = Duration.seconds(60)
  /// How much it may write to standard output, in bytes.
  var outputLimit = 1 << 20

  private static let errorLimit = 8 << 10

  init(_ program: String, _ arguments: [String]) {
    self.program = program
    self.arguments = arguments
  }

  /// Runs it to its end, or ends it.
  ///
  /// - Throws: ``Failure``; `CancellationError`.
  func outcome() async throws -> Outcome {
    guard let executable = Self.locate(program, path: path) else { throw Failure.notFound }
    return try await withThrowingTaskGroup(of: Outcome?.self) { group in
      group.addTask { try await run(executable) }
      group.addTask {
        try await Task.sleep(for: timeLimit)
        return nil
      }
      defer { group.cancelAll() }
      guard let first = try await group.next(), let outcome = first else {
        throw Failure.tookTooLong(timeLimit)
      }
      return outcome
    }
  }

  /// The path of a program; nil if there is none.
  ///
  /// - Parameter path: where it is looked for, as in `PATH`; nil for that of this process.
  static func locate(_ program: String, path: String? = nil) -> String? {
    if program.contains("/") { return program }
    let path = path ?? ProcessEnvironment.value(of: "PATH") ?? ""
    return path.split(separator: ":").map { "\($0)/\(program)" }.first { access($0, X_OK) == 0 }
  }

  private func run(_ executable: String) async throws -> Outcome {
    var platform = PlatformOptions()
    platform.createSession = true
    platform.teardownSequence = [
      .gracefulShutDown(toProcessGroup: true, allowedDurationToNextStep: .seconds(2))
    ]
    let kept = Kept()
    let input = try standardInput()
    let limit = outputLimit
    let status: TerminationStatus
    do {
      status = try await Subprocess.run(
        .path(FilePath(executable)), arguments: Arguments(arguments),
        environment: .inherit.updating(
          Dictionary(uniqueKeysWithValues: variables.map { (.init(stringLiteral: $0), $1) })),
        platformOptions: platform, input: input, output: .sequence, error: .sequence
      ) { execution in
        try await withThrowingTaskGroup { group in
          group.addTask {
            for try await piece in execution.standardOutput {
              guard await kept.add(piece.withUnsafeBytes { [UInt8]($0) }, upTo: limit) else {
                try? execution.send(signal: .kill, toProcessGroup: true)
                return
              }
            }
          }
          group.addTask {
            for try await piece in execution.standardError {
              await kept.addError(piece.withUnsafeBytes { [UInt8]($0) }, keeping: Self.errorLimit)
            }
          }
          try await group.waitForAll()
        }
      }.terminationStatus
    } catch let error as SubprocessError {
      if Task.isCancelled { throw CancellationError() }
      throw Failure.notStarted("\(error)")
    }
    try Task.checkCancellation()
    let (output, errors) = await kept.contents
    guard output.count <= limit else { throw Failure.wroteTooMuch(limit) }
    switch status {
    case .exited(let code): return Outcome(status: .exited(code), output: output, errors: errors)
    case .signaled(let number):
      return Outcome(status: .signalled(number), output: output, errors: errors)
    }
  }

  /// A file in memory: unlike a pipe, it needs nobody who writes while the program reads, or ends
  /// without reading.
  private func standardInput() throws(Failure) -> FileDescriptorInput {
    let descriptor = bentokit_memory_file("bentokit-input")
    let written = input.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
    guard descriptor >= 0, written == input.count, lseek(descriptor, 0, SEEK_SET) == 0 else {
      if descriptor >= 0 { close(descriptor) }
      throw .notStarted("no room in memory for what it reads")
    }
    return .fileDescriptor(FileDescriptor(rawValue: descriptor), closeAfterSpawningProcess: true)
  }

  /// What was read so far.
  private actor Kept {
    private var output: [UInt8] = []
    private var errors: [UInt8] = []

    var contents: ([UInt8], [UInt8]) { (output, errors) }

    /// False once there is more than so much.
    func add(_ bytes: [UInt8], upTo limit: Int) -> Bool {
      output += bytes
      return output.count <= limit
    }

    func addError(_ bytes: [UInt8], keeping limit: Int) {
      errors = (errors + bytes).suffix(limit)
    }
  }
}
