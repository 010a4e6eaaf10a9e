public import Bento
public import BuildKit
public import GRPCBridge

/// What a build on a `buildkitd` can be asked for.
public struct BuildOptions: Sendable {
  /// Where `buildkitd` listens; nil to find one, see ``BuilderAddress/resolve(_:environment:)``.
  public var endpoint: Endpoint?
  /// Speaks TLS with this configuration; nil for plain connections.
  public var tls: TLSConfiguration?
  /// Names of the image, such as `registry/team/service:1.0`. Without any, the bento's tag.
  public var imageTags: [String] = []
  /// Optional features of BentoML to install into the image, such as `grpc`.
  public var features: [String] = []
  /// Where the image goes. Without any, into the container runtime found on this machine.
  public var outputs: [OutputSpecification] = []
  /// Secrets for the bento's own commands, beside those that its `bento.yaml` declares.
  public var secrets: [SecretSpecification] = []
  /// Options of BuildKit's Dockerfile frontend, such as `target`, `platform`, `build-arg:NAME`.
  public var frontendAttributes: [String: String] = [:]
  /// Privileges the build may use: `network.host`, `security.insecure`, `device`.
  public var allow: [String] = []
  /// Caches to read from.
  public var importCache: [CacheOptionsEntry] = []
  /// Caches to write to.
  public var exportCache: [CacheOptionsEntry] = []
  /// Whether every step runs anew.
  public var noCache = false
  /// Where the models of BentoML's registry are; nil for the store of `BENTOML_HOME`.
  public var modelStore: ModelStore?
  /// Credentials for registries: Docker's `config.json` unless set.
  public var registryCredentials: any RegistryCredentials = DockerConfiguration()
  /// How long the whole build may take; nil for as long as it needs.
  public var timeout: Duration?

  /// The defaults.
  public init() {}
}
