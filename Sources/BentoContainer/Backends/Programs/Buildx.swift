public import Bento

/// `docker buildx build`.
public struct Buildx: ProcessBackend {
  /// Its options.
  public typealias Declarations = BuildxDeclarations

  /// `buildx`.
  public let name = "buildx"
  /// `docker`.
  public let program = "docker"
  /// `buildx build`.
  public let command = ["buildx", "build"]
  /// Since 0.12.
  public let furtherOptions: Set = ["annotation"]
  /// The first version that knows attestations.
  private static let attesting = Version(0, 10, 0)

  /// The backend.
  public init() {}

  /// BuildKit is on, advertisements are off.
  public var environmentDefaults: [String: String] { DockerEngine.environmentDefaults }

  /// As docker's, and whether the plugin is there; its version is the plugin's.
  public func health(environment: @escaping EnvironmentLookup) async -> BackendHealth {
    let engine = await DockerEngine.health(environment)
    guard engine.isHealthy, let place = engine.place else { return engine }
    do throws(BuilderProgram.Silence) {
      let words = try await BuildxPlugin.version(
        BuilderProgram("docker", environment: environment))
      return BackendHealth(
        place: place, version: (words.dropFirst().first ?? words.first).map(String.init))
    } catch {
      return BackendHealth(problem: BuildxPlugin.absence(error), place: place)
    }
  }

  /// Loads the image into docker unless it goes elsewhere, and leaves out what an old buildx doesn't
  /// know.
  public func adjust(_ options: inout Options, health: BackendHealth?) -> [String] {
    var notes: [String] = []
    let outputs = options.output ?? []
    if outputs.contains(where: \.isLocalOutput) {
      options.load = nil
      options.push = nil
    } else if options.push == true {
      options.load = nil
    } else {
      options.load = options.load ?? true
      if (options.platform ?? []).flatMap({ $0.split(separator: ",") }).count > 1 {
        notes.append(
          "an image for several platforms can't be loaded into every docker; --opt push sends it to "
            + "a registry")
      }
    }
    if let version = health?.version.flatMap({ Version(leading: $0) }), version < Self.attesting,
      options.attest != nil || options.provenance != nil || options.sbom != nil
    {
      options.attest = nil
      options.provenance = nil
      options.sbom = nil
      notes.append(
        "buildx \(version) knows no attestations, so attest, provenance and sbom are left out; "
          + "upgrade to 0.10.0 or newer")
    }
    return notes
  }
}

extension OptionFields {
  /// Whether the result is a folder of files: a path alone, or `type=local`.
  var isLocalOutput: Bool {
    if description == "-" || description.isEmpty { return false }
    return description.contains("=") ? value(of: "type") == "local" : true
  }
}

extension Backend where Self == Buildx {
  /// `docker buildx build`.
  public static var buildx: Buildx { Buildx() }
}
