public import FileTree

/// One build, as the library's user describes it.
public struct BuildRequest: Sendable {
  /// Names the build on the daemon, for its status and history. Unique; random unless set.
  public var ref: String
  /// The frontend: `dockerfile.v0` or `gateway.v0`.
  public var frontend: String
  /// The frontend's options, such as `filename`, `target`, `build-arg:NAME`.
  public var frontendAttributes: [String: String] = [:]
  /// What the daemon may read, by local name: `context` and `dockerfile` for Dockerfiles.
  public var locals: [String: FileTree] = [:]
  /// Where results go. Without any, the result stays in the daemon's cache.
  public var exports: [Export] = []
  /// What `RUN --mount=type=secret` gets, by id.
  public var secrets: [String: SecretSource] = [:]
  /// What `RUN --mount=type=ssh` reaches.
  public var ssh: [SSHSpecification] = []
  /// Credentials for registries.
  public var registryCredentials: any RegistryCredentials = NoCredentials()
  /// Privileges the build may use: `network.host`, `security.insecure`, `device`.
  public var entitlements: [String] = []
  /// Caches outside the daemon.
  public var cache = CacheOptions()
  /// Whether every step runs anew.
  public var noCache = false
  /// What daemons show as the name of the session.
  public var sessionName = "bentokit"
  /// Separates the files that the daemon keeps between builds: builds with the same local name and
  /// the same key share them. It must be another one for another source of files.
  public var sharedKey = ""
  /// How long the whole build may take; nil for as long as it needs.
  public var timeout: Duration?

  /// A build by a frontend.
  public init(frontend: String = "dockerfile.v0") {
    self.frontend = frontend
    self.ref = Identifier.random()
  }

  /// One place where the result goes.
  public struct Export: Sendable {
    /// `image`, `docker`, `oci` or `tar`.
    public var type: String
    /// The exporter's options, such as `name` or `push`.
    public var attributes: [String: String]
    /// Where the tar goes, for the types that make one.
    public var output: ExportOutput?

    /// An export by type.
    public init(type: String, attributes: [String: String] = [:], output: ExportOutput? = nil) {
      self.type = type
      self.attributes = attributes
      self.output = output
    }
  }
}

extension BuildRequest {
  /// The message for the daemon.
  func solveRequest(session: String) -> SolveRequest {
    var request = SolveRequest(ref: ref)
    request.session = session
    request.frontend = frontend
    request.frontendAttributes = frontendAttributes
    if noCache { request.frontendAttributes["no-cache"] = "" }
    request.exporters = exports.map {
      ExporterRequest(type: $0.type, attributes: $0.attributes)
    }
    request.cache = cache
    request.entitlements = entitlements
    return request
  }
}
