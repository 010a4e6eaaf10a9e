/// The secrets of one build. A command is run once, whoever asks for its secret and how often.
actor SecretStore {
  private let sources: [String: SecretSource]
  private var commands: [String: Task<[UInt8], any Error>] = [:]

  init(_ sources: [String: SecretSource]) { self.sources = sources }

  deinit {
    for command in commands.values { command.cancel() }
  }

  /// The value of a secret; nil if there is no such secret.
  ///
  /// - Throws: ``SecretFailure``; `CancellationError`.
  func value(of id: String) async throws -> [UInt8]? {
    guard let source = sources[id] else { return nil }
    guard case .command = source else { return try await source.fetch(id) }
    let command = commands[id] ?? Task { @concurrent in try await source.fetch(id) }
    commands[id] = command
    return try await command.value
  }

  /// Ends the commands that still run.
  func close() {
    for command in commands.values { command.cancel() }
  }
}
