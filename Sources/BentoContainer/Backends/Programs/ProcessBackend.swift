public import Bento
import Containerfile
import FileTree

/// A builder program that is run, such as `docker build`.
///
/// A type that conforms to this says what the program is called and how it is; the rest follows from
/// the declarations of its options.
public protocol ProcessBackend: Backend {
  /// The program, looked up on `PATH` each time.
  var program: String { get }
  /// The words between the program and the options.
  var command: [String] { get }
  /// Whether the program is BuildKit, or uses it, unless `DOCKER_BUILDKIT` says otherwise.
  var usesBuildKit: Bool { get }
  /// Whether `RUN --mount=type=secret` works without BuildKit too.
  var mountsSecretsItself: Bool { get }
  /// Whether the last line that the program prints is the id of the image that it has made. Without
  /// one the build has failed, whatever the program's exit status says.
  var endsWithImageID: Bool { get }
  /// Whether the program cleans up when a step of the build fails, but not when it is told to end.
  /// Where a build is cancelled, its steps are then ended first.
  var endsBySteps: Bool { get }
  /// Variables that the program gets where the environment doesn't set them.
  var environmentDefaults: [String: String] { get }

  /// Names of options that the program knows beside those declared; they reach it as they are.
  var furtherOptions: Set<String> { get }

  /// Changes options where the program needs it.
  ///
  /// - Parameters:
  ///   - options: as the user gave them.
  ///   - health: what the program told of itself; nil if it wasn't asked.
  /// - Returns: what the user should hear of it; one line each.
  func adjust(_ options: inout Options, health: BackendHealth?) -> [String]
}

extension ProcessBackend {
  /// The backend's name.
  public var program: String { name }
  /// `build`.
  public var command: [String] { ["build"] }
  /// It does.
  public var usesBuildKit: Bool { true }
  /// They don't.
  public var mountsSecretsItself: Bool { false }
  /// It isn't.
  public var endsWithImageID: Bool { false }
  /// It is told.
  public var endsBySteps: Bool { false }
  /// None.
  public var environmentDefaults: [String: String] { [:] }
  /// None.
  public var furtherOptions: Set<String> { [] }
  /// The program.
  public var runtime: String? { program }

  /// Nothing is changed.
  public func adjust(_ options: inout Options, health: BackendHealth?) -> [String] { [] }

  /// Whether the program is on `PATH`.
  public func health(environment: @escaping EnvironmentLookup) async -> BackendHealth {
    BuilderProgram(program, environment: environment).presence
  }

  /// Plans a run of the program. Nothing is run, staged or written.
  ///
  /// - Throws: ``ContainerError`` for options, names and secrets that can't be honoured;
  ///   `ContainerfileError`, `BentoError` or `FileTreeError` for a bento that can't be built.
  public func plan(
    _ order: BuildOrder, options: Options, health: BackendHealth?
  ) throws -> any BuildPlan {
    try ProcessBuild(self, order, options: options, health: health)
  }

  /// The program's arguments, with what stands for the context and its Containerfile.
  ///
  /// - Parameter secrets: ids of the secrets that aren't options.
  func arguments(
    _ options: Options, imageNames: [String], secrets: [String], in folder: WorkingFolder
  ) throws -> [Argument] {
    var arguments = command.map { Argument($0) }
    for (flag, spelling) in options.flags(in: folder, without: ["tag"]) {
      arguments += spelling.arguments(flag).map { Argument($0) }
    }
    for id in secrets { arguments += ["--secret", .secret(id)] }
    for name in imageNames { arguments += ["--tag", Argument(name)] }
    return arguments + ["--file", .inContext(try TreePath(Containerfile.path)), .context]
  }
}
