import Glibc
import TestSupport

/// A run of the `bentokit` that was built with the tests.
struct Command: Sendable {
  /// What a run has left.
  struct Outcome: Sendable {
    var ending: ChildProcess.Ending
    /// What it wrote to standard output, unless that went elsewhere.
    var output: [UInt8]
    /// What it wrote to standard error.
    var errors: String
    var duration: Duration
    /// The most memory that it held at once, in bytes.
    var peakMemory: Int

    var text: String { String(decoding: output, as: UTF8.self) }
    var errorLines: [Substring] { errors.split(separator: "\n") }
  }

  var arguments: [String]
  var environment: [String: String]
  /// Kept as long as the command may run.
  private let home: MadeHome?

  /// A run in an environment of its own: the sample bentos, the builder of the tests, and no program
  /// on `PATH`.
  ///
  /// - Parameters:
  ///   - home: other bentos than the samples.
  ///   - changes: variables to set, or to leave out where nil.
  init(
    _ arguments: [String], home: MadeHome? = nil, environment changes: [String: String?] = [:]
  ) throws {
    self.arguments = arguments
    self.home = home
    environment = [
      "PATH": "/nonexistent", "HOME": "/nonexistent", "LANG": "C.UTF-8", "TERM": "xterm",
      "BENTOML_HOME": home?.path ?? SampleHome.path, "BUILDKIT_HOST": try variable("BUILDKIT_HOST"),
    ]
    if let path = getenv("LD_LIBRARY_PATH") {
      environment["LD_LIBRARY_PATH"] = String(cString: path)
    }
    for (name, value) in changes { environment[name] = value }
  }

  /// The program.
  static let program = Places.bentokit

  /// Runs the command to its end.
  ///
  /// - Parameters:
  ///   - outputPath: a file to open as standard output instead of capturing it.
  ///   - prefix: a program, with its arguments, that runs the command.
  ///   - meanwhile: runs beside it.
  func run(
    output outputPath: String? = nil, by prefix: [String] = [],
    atMost limit: Duration = .seconds(180),
    meanwhile: (ChildProcess) async throws -> Void = { _ in }
  ) async throws -> Outcome {
    await Turns.commands.take()
    do {
      let outcome = try await runNow(outputPath, prefix, limit, meanwhile)
      await Turns.commands.giveBack()
      return outcome
    } catch {
      await Turns.commands.giveBack()
      throw error
    }
  }

  private func runNow(
    _ outputPath: String?, _ prefix: [String], _ limit: Duration,
    _ meanwhile: (ChildProcess) async throws -> Void
  ) async throws -> Outcome {
    let output = try outputPath.map { try OpenedFile(path: $0) } ?? OpenedFile.unnamed()
    let errors = try OpenedFile.unnamed()
    let input = try OpenedFile(path: "/dev/null", flags: O_RDONLY)
    let start = ContinuousClock.now
    let process = try ChildProcess(
      prefix + [Self.program] + arguments, environment: environment,
      streams: .init(
        input: input.descriptor, output: output.descriptor, errors: errors.descriptor))
    do {
      try await meanwhile(process)
    } catch {
      process.signal(SIGKILL)
      _ = await process.wait()
      throw error
    }
    let (ending, peakMemory) = await process.waitMeasuring(atMost: limit)
    return Outcome(
      ending: ending, output: outputPath == nil ? output.contents() : [],
      errors: String(decoding: errors.contents(), as: UTF8.self), duration: .now - start,
      peakMemory: peakMemory)
  }
}
