/// What of this machine a session gives the build, opened for as long as the build lasts.
struct SessionResources: Sendable {
  private let forwards: SSHForwards
  private let secrets: SecretStore

  /// Looks for what the build may need, and starts what has to run for it.
  ///
  /// - Throws: ``BuildError``; `CancellationError`.
  static func opening(_ request: BuildRequest) async throws -> SessionResources {
    do {
      return SessionResources(
        forwards: try await SSHForwards.opening(request.ssh),
        secrets: SecretStore(request.secrets))
    } catch let error as SSHFailure {
      throw BuildError(.local, "\(error)", cause: error)
    }
  }

  /// The services behind them.
  var services: [any SessionService] {
    [SecretsService(secrets: secrets)]
      + (forwards.targets.isEmpty ? [] : [SSHService(forwards)])
  }

  /// Ends what runs for the build.
  func close() async {
    await secrets.close()
    await forwards.close()
  }
}
