public import Bento
public import BuildKit
import Glibc

/// Finds the `buildkitd` to use.
public enum BuilderAddress {
  /// The endpoint to use: the one given, else that of `BUILDKIT_HOST`, else the first of the usual
  /// sockets that takes a connection.
  ///
  /// - Parameter address: what the user asked for; nil if nothing.
  /// - Throws: `Endpoint.InvalidAddress`; ``ContainerError`` of kind `noBuilder`, with what was
  ///   tried and how to get a builder.
  public static func resolve(
    _ address: String? = nil, environment: EnvironmentLookup = processEnvironment
  ) throws -> Endpoint {
    if let address { return try Endpoint(address) }
    if let endpoint = try given(environment) ?? found(environment) { return endpoint }
    throw ContainerError(
      .noBuilder,
      "no BuildKit found: no address was given, BUILDKIT_HOST is not set, and nothing answers at "
        + usualSockets(environment).map { "unix://\($0)" }.joined(separator: " or ")
        + "; start buildkitd, or name one with --addr or BUILDKIT_HOST")
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

  private static func answers(_ path: String) -> Bool {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let bytes = Array(path.utf8)
    guard bytes.count < MemoryLayout.size(ofValue: address.sun_path) else { return false }
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
    let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    return withUnsafePointer(to: address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0
      }
    }
  }
}
