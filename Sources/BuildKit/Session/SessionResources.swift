import Connections

/// What of this machine a session gives the build, opened for as long as the build lasts.
struct SessionResources: Sendable {
  private let forwards: SSHForwards
  private let secrets: SecretStore
  private let auth: AuthService
  private let uploads: [String: UploadSource]

  /// Looks for what the build may need, and starts what has to run for it.
  ///
  /// - Throws: ``BuildError``; `CancellationError`.
  static func opening(_ request: BuildRequest) async throws -> SessionResources {
    do {
      return SessionResources(
        forwards: try await SSHForwards.opening(request.ssh),
        secrets: SecretStore(request.secrets),
        auth: AuthService(
          credentials: request.registryCredentials,
          tls: try await RegistryTLSContext.configurations(request.registryTLS)),
        uploads: request.uploads)
    } catch let error as SSHFailure {
      throw BuildError(.local, "\(error)", cause: error)
    } catch let error as TLSConfigurationError {
      throw BuildError(.local, "registry-auth-tlscontext: \(error)", cause: error)
    }
  }

  /// The services behind them.
  var services: [any SessionService] {
    [auth, SecretsService(secrets: secrets)]
      + (forwards.targets.isEmpty ? [] : [SSHService(forwards)])
      + (uploads.isEmpty ? [] : [UploadService(uploads: uploads)])
  }

  /// Ends what runs for the build.
  func close() async {
    await secrets.close()
    await forwards.close()
  }
}
