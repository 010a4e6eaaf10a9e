public import FileTree

/// One build, as the library's user describes it.
public struct BuildRequest: Sendable {
  /// Names the build on the daemon, for its status and history; random unless set. A request that is
  /// built again takes another one: daemons refuse the name of a build that they haven't let go of yet.
  public var ref: String
  /// The frontend: `dockerfile.v0` or `gateway.v0`; empty for none.
  public var frontend: String
  /// The graph to build, instead of one that a frontend makes.
  public var definition: Definition?
  /// Graphs that the frontend uses by name.
  public var frontendInputs: [String: Definition] = [:]
  /// The frontend's options, such as `filename`, `target`, `build-arg:NAME`.
  public var frontendAttributes: [String: String] = [:]
  /// What the daemon may read, by local name: `context` and `dockerfile` for Dockerfiles.
  public var locals: [String: FileTree] = [:]
  /// Folders in OCI's layout that the build may read images from, by a name of the caller's. In
  /// frontend attributes, an image of one is `oci-layout://NAME@sha256:…`.
  public var ociLayouts: [String: String] = [:]
  /// Where results go. Without any, the result stays in the daemon's cache.
  public var exports: [Export] = []
  /// What `RUN --mount=type=secret` gets, by id.
  public var secrets: [String: SecretSource] = [:]
  /// What `RUN --mount=type=ssh` reaches.
  public var ssh: [SSHSpecification] = []
  /// What the build may fetch from this machine as if by HTTP, by id; see ``upload(_:)``.
  public internal(set) var uploads: [String: UploadSource] = [:]
  /// Credentials for registries.
  public var registryCredentials: any RegistryCredentials = NoCredentials()
  /// What connections to the token servers of registries trust and show; without any for a registry,
  /// they trust what the system trusts.
  public var registryTLS: [RegistryTLSContext] = []
  /// Privileges the build may use: `network.host`, `security.insecure`, `device`.
  public var entitlements: [String] = []
  /// Caches outside the daemon.
  public var cache = CacheOptions()
  /// Whether every step runs anew.
  public var noCache = false
  /// Which images and other sources the build may use, and what others become of them.
  public var sourcePolicy: SourcePolicy?
  /// Whether to keep the build out of the daemon's history.
  public var isInternal = false
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

  /// A build of a graph, without a frontend.
  public init(definition: Definition) {
    self.init(frontend: "")
    self.definition = definition
  }

  /// One place where the result goes.
  public struct Export: Sendable {
    /// `image`, `docker`, `oci`, `local` or `tar`; on an Engine also `moby`.
    public var type: String
    /// The exporter's options, such as `name` or `push`.
    public var attributes: [String: String]
    /// Where the files go, for the types that send them: all but `image` and `moby`.
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
  ///
  /// - Throws: ``BuildError`` of code `invalidArgument` for a definition that isn't one, or beside a
  ///   frontend.
  func solveRequest(session: String) throws(BuildError) -> SolveRequest {
    var request = SolveRequest(ref: ref)
    request.session = session
    request.frontend = frontend
    request.definition = try checkedDefinition()
    request.frontendAttributes = frontendAttributes
    if noCache { request.frontendAttributes["no-cache"] = "" }
    request.frontendInputs = frontendInputs
    request.sourcePolicy = sourcePolicy
    request.isInternal = isInternal
    request.exporters = exports.map {
      var attributes = $0.attributes
      if $0.output?.isLayout == true { attributes["tar"] = "false" }
      return ExporterRequest(type: $0.type, attributes: attributes)
    }
    request.cache = cache
    if !frontend.isEmpty, !cache.imports.isEmpty {
      request.frontendAttributes[CacheImports.attribute] = CacheImports.json(cache.imports)
    }
    request.entitlements = entitlements
    return request
  }

  private func checkedDefinition() throws(BuildError) -> Definition? {
    guard let definition else { return nil }
    guard frontend.isEmpty else {
      throw BuildError(
        .invalidArgument, "a definition is built without a frontend; leave out \(frontend)")
    }
    do throws(InvalidDefinition) {
      try definition.validate()
      return noCache ? try definition.ignoringCache() : definition
    } catch {
      throw BuildError(.invalidArgument, "\(error)", cause: error)
    }
  }
}
