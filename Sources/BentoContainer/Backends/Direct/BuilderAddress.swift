public import Bento
public import BuildKit
import Connections
import Glibc

/// Finds the `buildkitd` to use.
public enum BuilderAddress {
  /// The endpoint to use: the one given, else that of `BUILDKIT_HOST`, else the first of the usual
  /// sockets that takes a connection, else the Engine of Docker's active context if it does, else a
  /// `buildkitd` of our own if there is one on `PATH`.
  ///
  /// - Parameters:
  ///   - address: what the user asked for; nil if nothing.
  ///   - environment: where variables are looked up.
  /// - Throws: `Endpoint.InvalidAddress`; ``ContainerError`` of kind `noBuilder`, with what was
  ///   tried and how to get a builder, also for a context of Docker's that was chosen and can't be used.
  public static func resolve(
    _ address: String? = nil, environment: EnvironmentLookup = processEnvironment
  ) throws -> Endpoint {
    if let address { return try Endpoint(address) }
    if let endpoint = try given(environment) ?? found(environment) ?? engine(environment)
      ?? embedded(environment)
    {
      return endpoint
    }
    let tried =
      "no BuildKit found: no address was given, BUILDKIT_HOST is not set, nothing answers at "
      + usualSockets(environment).map { "unix://\($0)" }.joined(separator: " or ")
    let lack =
      problem(environment).map { ", and \($0); mend that" }
      ?? ", nor a Docker Engine, and buildkitd is not on PATH; start buildkitd"
    throw ContainerError(.noBuilder, tried + lack + ", or name one with --addr or BUILDKIT_HOST")
  }

  /// Whether a build goes to a Docker Engine, which keeps the images that it builds.
  ///
  /// - Parameters:
  ///   - endpoint: where the build is asked for; nil for where it is found.
  ///   - environment: where variables are looked up.
  public static func isEngine(
    _ endpoint: Endpoint?, environment: EnvironmentLookup = processEnvironment
  ) -> Bool {
    (endpoint ?? (try? resolve(environment: environment)))?.isEngine == true
  }

  /// The endpoint that `BUILDKIT_HOST` names; nil if it doesn't.
  ///
  /// - Throws: `Endpoint.InvalidAddress`.
  static func given(_ environment: EnvironmentLookup) throws -> Endpoint? {
    guard let host = environment("BUILDKIT_HOST"), !host.isEmpty else { return nil }
    return try Endpoint(host)
  }

  /// The first of the usual sockets that takes a connection; nil if none does.
  public static func found(_ environment: EnvironmentLookup = processEnvironment) -> Endpoint? {
    usualSockets(environment).first(where: answers).map { .unix(path: $0) }
  }

  /// The BuildKit inside the Docker Engine of Docker's active context, if that Engine takes a connection
  /// at a socket, or is elsewhere, which only the user can have said.
  public static func engine(_ environment: EnvironmentLookup = processEnvironment) -> Endpoint? {
    guard let context = try? DockerContext.active(environment: environment) else { return nil }
    if case .unix(let path) = context.place, !answers(path) { return nil }
    return .docker(.active)
  }

  /// A daemon of our own, if there is a `buildkitd` for it. Who has chosen an Engine, though one that can't
  /// be understood, doesn't mean that.
  public static func embedded(_ environment: EnvironmentLookup = processEnvironment) -> Endpoint? {
    let isThere = Executable.find("buildkitd", environment: environment) != nil
    return isThere && problem(environment) == nil ? .embedded : nil
  }

  /// What is wrong with Docker's active context; nil if it can be understood.
  private static func problem(_ environment: EnvironmentLookup) -> DockerContextError? {
    do throws(DockerContextError) {
      _ = try DockerContext.active(environment: environment)
      return nil
    } catch {
      return error
    }
  }

  /// Whether there is, or can be, a daemon for programs that look for one themselves.
  static func isLikely(_ environment: EnvironmentLookup) -> Bool {
    environment("BUILDKIT_HOST")?.isEmpty == false
      || Executable.find("buildkitd", environment: environment) != nil
      || found(environment) != nil
  }

  /// The system's socket, then those of rootless daemons.
  static func usualSockets(_ environment: EnvironmentLookup) -> [String] {
    let runtime = environment("XDG_RUNTIME_DIR").flatMap { $0.isEmpty ? nil : $0 }
    let folders = ["/run", runtime ?? "/run/user/\(getuid())"]
    return folders.map { "\($0)/buildkit/buildkitd.sock" }
  }

  private static func answers(_ path: String) -> Bool { UnixSocket.listener(at: path) != nil }
}

extension Endpoint {
  /// Whether it is the BuildKit inside a Docker Engine.
  var isEngine: Bool { if case .docker = self { true } else { false } }
}
