/// Credentials as Docker's programs keep them: `config.json` with the programs that it names, and
/// buildx's folder of credentials for parts of registries.
///
/// The most specific one counts, in this order:
///
/// 1. for a repository, or certain actions in a registry: an entry of `auths` whose name has the form
///    `HOST[/REPOSITORY][@ACTION,…]` (`registry.example/team/app@push`), or a `config.json` in the
///    folder `buildx/config/HOST[/REPOSITORY][@ACTION,…]` beside Docker's own, as buildx has it.
///    Registries that know nothing but passwords (`Basic`) are asked without a repository, so these
///    are for registries with a token server;
/// 2. for the registry: `DOCKER_AUTH_CONFIG`, then the program that `credHelpers` or `credsStore`
///    names, else the entry of `auths`.
///
/// Files are read each time that a daemon asks, so that a login during a long build counts; what a
/// program told is kept for 4 minutes and 50 seconds, as BuildKit's own clients do.
public struct DockerConfiguration: RegistryCredentials {
  /// A `config.json` that can't be used.
  public struct InvalidFile: Error, CustomStringConvertible {
    /// The path of the file, or the name of the variable that stands for one.
    public let path: String
    /// What is wrong with it.
    public let reason: String

    /// One line with the path.
    public var description: String { "invalid Docker configuration \(path): \(reason)" }
  }

  /// The path of the file. One that doesn't exist holds no credentials.
  public let path: String
  /// The folder of the file.
  let folder: String
  private let scopedFolder: ScopedCredentialsFolder
  private let environment: @Sendable (String) -> String?
  private let helpers: CredentialHelpers

  /// The folder of the file, where BuildKit's own clients keep it too.
  public var tokenSeedFolder: String? { folder }

  /// The configuration in a folder.
  ///
  /// - Parameters:
  ///   - folder: the folder of `config.json`; nil for `DOCKER_CONFIG`, else `~/.docker`.
  ///   - environment: gives the values of variables, those of this process unless given: those
  ///     two, `BUILDX_CONFIG` (else the folder `buildx` in that of `config.json`),
  ///     `DOCKER_AUTH_CONFIG`, and `PATH` for the programs.
  public init(
    folder: String? = nil, environment: (@Sendable (String) -> String?)? = nil
  ) {
    let environment = environment ?? ProcessEnvironment.value(of:)
    let given: @Sendable (String) -> String? = { name in
      environment(name).flatMap { $0.isEmpty ? nil : $0 }
    }
    self.folder = folder ?? given("DOCKER_CONFIG") ?? (given("HOME") ?? "") + "/.docker"
    self.environment = given
    path = self.folder + "/config.json"
    scopedFolder = ScopedCredentialsFolder(
      path: (given("BUILDX_CONFIG") ?? self.folder + "/buildx") + "/config")
    helpers = CredentialHelpers(path: environment("PATH"))
  }

  /// Docker's contexts, which are described beside the file.
  var contexts: DockerContexts { DockerContexts(folder: folder, environment: environment) }

  /// The most specific credentials for an access; nil if there are none.
  ///
  /// - Throws: ``InvalidFile``; ``CredentialHelperFailure``; `CancellationError`.
  public func credentials(for access: RegistryAccess) async throws -> RegistryCredential? {
    if let found = try await ownCredentials(for: access) { return found }
    guard let related = RegistryNames.related(to: access.host) else { return nil }
    return try await ownCredentials(for: RegistryAccess(host: related, scopes: access.scopes))
  }

  /// Whether there are any, be it for a part of the registry alone.
  ///
  /// - Throws: as ``credentials(for:)``.
  public func holdsCredentials(for host: String) async throws -> Bool {
    let file = try await DockerConfigurationFile.reading(path)
    if !file.scopedKeys(for: host).isEmpty { return true }
    if try await !scopedFolder.keys(for: host, RegistryScopes([])).isEmpty { return true }
    return try await credentials(for: RegistryAccess(host: host)) != nil
  }

  private func ownCredentials(for access: RegistryAccess) async throws -> RegistryCredential? {
    let file = try await DockerConfigurationFile.reading(path)
    let scopes = RegistryScopes(access.scopes)
    if !scopes.actions.isEmpty,
      let scoped = try await scopedCredentials(for: access.host, scopes, file)
    {
      return scoped
    }
    if let credential = try fromVariable(for: access.host) { return credential }
    return try await wholeCredentials(for: access.host, in: file)
  }

  private func scopedCredentials(
    for host: String, _ scopes: RegistryScopes, _ file: DockerConfigurationFile
  ) async throws -> RegistryCredential? {
    let entries = file.scopedKeys(for: host).compactMap { key, scope in
      scope.fit(scopes).map { (fit: $0, place: ScopedPlace.entry(key)) }
    }
    let folders = try await scopedFolder.keys(for: host, scopes).compactMap { folder, scope in
      scope.fit(scopes).map { (fit: $0, place: ScopedPlace.folder(folder)) }
    }
    for found in (entries + folders).sorted(by: { $0.fit > $1.fit }) {
      switch found.place {
      case .entry(let key):
        if let credential = try file.entry(key) { return credential }
      case .folder(let folder):
        let file = try await DockerConfigurationFile.reading(folder + "/config.json")
        if let credential = try await wholeCredentials(for: host, in: file) { return credential }
      }
    }
    return nil
  }

  private enum ScopedPlace { case entry(String), folder(String) }

  private func wholeCredentials(
    for host: String, in file: DockerConfigurationFile
  ) async throws -> RegistryCredential? {
    guard let helper = file.helper(for: host) else { return try file.entry(for: host) }
    let found = try await helpers.credential(
      for: RegistryNames.primary(of: host), from: helper)
    // As in Docker, the program's word counts; a token for the registry itself is none of its.
    let token = try file.entry(for: host)?.registryToken ?? ""
    guard var credential = found else {
      return token.isEmpty
        ? nil : RegistryCredential(username: "", secret: "", registryToken: token)
    }
    credential.registryToken = token
    return credential
  }

  /// `DOCKER_AUTH_CONFIG` goes before the file, and has nothing but entries of `auths`.
  private func fromVariable(for host: String) throws(InvalidFile) -> RegistryCredential? {
    let name = "DOCKER_AUTH_CONFIG"
    guard let text = environment(name) else { return nil }
    return try DockerConfigurationFile(Array(text.utf8), name: name).entry(for: host)
  }
}
