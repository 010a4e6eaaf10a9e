/// Knows the credentials for registries.
public protocol RegistryCredentials: Sendable {
  /// The credentials for a registry; nil to go there without any.
  ///
  /// - Parameter host: as the daemon names it, for instance `registry-1.docker.io` or
  ///   `localhost:5000`.
  /// - Throws: any error whose description tells what is wrong, for instance with a file.
  func credentials(for host: String) async throws -> RegistryCredential?
}

/// A user name and password for a registry.
public struct RegistryCredential: Hashable, Sendable {
  /// The user; empty if ``secret`` is an identity token.
  public var username: String
  /// The password, or an identity token.
  public var secret: String

  /// A user name and password.
  public init(username: String, secret: String) {
    self.username = username
    self.secret = secret
  }
}

/// Goes to every registry without credentials.
public struct NoCredentials: RegistryCredentials {
  /// Knows nothing.
  public init() {}

  /// Always nil.
  public func credentials(for host: String) async -> RegistryCredential? { nil }
}
