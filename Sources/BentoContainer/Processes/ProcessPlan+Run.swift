import Bento
import BuildKit
import FileTree
import Glibc

extension ProcessPlan {
  /// Runs the program to its end, in the working folder of this process.
  ///
  /// When the task is cancelled, the program and all it has started are told to end, and after
  /// ``ProcessOptions/grace`` made to; the staged context and the secrets are gone when this returns
  /// or throws.
  ///
  /// - Parameter onOutput: called with what the program writes, one piece at a time and in the order
  ///   of each stream; the program waits for it.
  /// - Throws: ``ContainerError`` if the program can't be found or started, or its context or its
  ///   secrets can't be made; `FileTreeError` for a file of the context that can't be read;
  ///   ``ProcessFailure`` if it fails; `CancellationError`.
  func run(
    options: ProcessOptions = ProcessOptions(),
    onOutput: @escaping @Sendable (ProcessOutput) async -> Void = { _ in }
  ) async throws -> ProcessOutcome {
    let start = ContinuousClock.now
    let words = try programWords(options)
    let secrets = try await SecretDelivery(fetchingSecrets())
    defer { secrets.remove() }
    guard let context else {
      return try await run(words, secrets, nil, options, onOutput, since: start)
    }
    return try await StagedContext.with(context, options: options) { staged in
      try await run(words, secrets, staged, options, onOutput, since: start)
    }
  }

  private func run(
    _ words: [String], _ secrets: SecretDelivery, _ staged: StagedTree?, _ options: ProcessOptions,
    _ onOutput: @escaping @Sendable (ProcessOutput) async -> Void,
    since start: ContinuousClock.Instant
  ) async throws -> ProcessOutcome {
    var variables = self.variables.merging(secrets.environment) { _, secret in secret }
    for (name, value) in defaultEnvironment where options.environment(name) == nil {
      variables[name] = value
    }
    let launch = ProcessLaunch(
      program: words[0],
      arguments: words.dropFirst().map { Array($0.utf8) }
        + arguments.map { $0.bytes(staged: staged?.path ?? [], secrets: secrets.references) },
      variables: variables, input: standardInput, output: standardOutput, options: options,
      endsBySteps: endsBySteps ? program.split(separator: "/").last.map(String.init) : nil,
      needsAdministrator: asAdministrator)
    let keeper = OutputKeeper(onOutput)
    let termination = try await launch.run { await keeper.take($0) }
    guard termination == .exited(0) else { throw await failure(termination, keeper) }
    return ProcessOutcome(
      standardOutput: await keeper.standardOutput.bytes,
      standardError: await keeper.standardError.bytes, staging: staged?.report,
      duration: .now - start)
  }

  /// The plan with the values of all its secrets.
  private func fetchingSecrets() async throws -> ProcessPlan {
    var plan = self
    for secret in pendingSecrets {
      plan.secrets.append(Secret(id: secret.id, value: try await secret.value()))
    }
    plan.pendingSecrets = []
    return plan
  }

  /// The path of what is started, and what comes before the arguments.
  private func programWords(_ options: ProcessOptions) throws(ContainerError) -> [String] {
    let path = try locate(program, options)
    guard asAdministrator else { return [path] }
    var words = [try locate("sudo", options)]
    // Where nobody can be asked for a password, it must not try.
    if options.terminal == .own { words.append("--non-interactive") }
    // It keeps our variables from the program, but for those named.
    let names = defaultEnvironment.keys.sorted()
    if !names.isEmpty { words.append("--preserve-env=" + names.joined(separator: ",")) }
    return words + [path]
  }

  private func locate(
    _ program: String, _ options: ProcessOptions
  ) throws(ContainerError) -> String {
    if program.contains("/") { return program }
    if let path = Executable.find(program, environment: options.environment) { return path }
    throw ContainerError(
      .programNotFound, "\(program) is not on PATH; install it, or use another backend")
  }

  private func failure(
    _ termination: ProcessFailure.Termination, _ keeper: OutputKeeper
  ) async -> ProcessFailure {
    let (errors, lines) = await (keeper.lastLines.ofErrors, keeper.lastLines.ofBoth)
    let reason = errors.last { $0.lowercased().hasPrefix("error") } ?? errors.last ?? lines.last
    return ProcessFailure(
      program: program, commandLine: commandLine, termination: termination, lastLines: lines,
      reason: reason)
  }

  /// So many lines are kept of what a program wrote, for its failure.
  static let lastLines = 50
}

extension Argument {
  /// What the program is given.
  ///
  /// - Parameters:
  ///   - folder: the path of the staged context.
  ///   - secrets: what leads to each secret, by id.
  func bytes(staged folder: [UInt8], secrets: [String: String]) -> [UInt8] {
    parts.flatMap { part -> [UInt8] in
      switch part {
      case .text(let text): Array(text.utf8)
      case .inContext(let path):
        path.isRoot ? folder : folder + [UInt8(ascii: "/")] + path.bytes
      case .secret(let id): Array((secrets[id] ?? "id=\(id)").utf8)
      }
    }
  }
}
