/// Knows the credentials for registries.
public protocol RegistryCredentials: Sendable {
  /// The credentials for something that the daemon wants of a registry; nil to go there without any.
  ///
  /// - Throws: any error whose description tells what is wrong, for instance with a file.
  func credentials(for access: RegistryAccess) async throws -> RegistryCredential?

  /// Whether there are credentials for anything at all in a registry. Daemons give tokens that one
  /// client got to those clients alone that hold a key of it, and a key is no secret where this is
  /// false.
  ///
  /// - Parameter host: as in ``RegistryAccess/host``.
  /// - Throws: any error whose description tells what is wrong, for instance with a file.
  func holdsCredentials(for host: String) async throws -> Bool

  /// The folder where the random part of those keys is kept, in the file `.token_seed`; nil to make it
  /// anew for each build.
  var tokenSeedFolder: String? { get }
}

extension RegistryCredentials {
  /// None.
  public var tokenSeedFolder: String? { nil }

  /// Whether there are credentials for the whole registry.
  ///
  /// - Throws: what ``credentials(for:)`` throws.
  public func holdsCredentials(for host: String) async throws -> Bool {
    try await credentials(for: RegistryAccess(host: host)) != nil
  }
}

/// What a daemon wants of a registry.
public struct RegistryAccess: Hashable, Sendable {
  /// The registry as the daemon names it, for instance `registry-1.docker.io` or `localhost:5000`.
  public var host: String
  /// What is wanted there, as in the registry's own challenge: `repository:team/app:pull,push`; empty
  /// if that isn't known.
  public var scopes: [String]

  /// An access.
  public init(host: String, scopes: [String] = []) {
    self.host = host
    self.scopes = scopes
  }
}

/// A user name and password for a registry, or a token.
public struct RegistryCredential: Hashable, Sendable {
  /// The user; empty if ``secret`` is an identity token.
  public var username: String
  /// The password, or an identity token.
  public var secret: String
  /// A token that the registry takes as it is, without its token server being asked; empty if there
  /// is none.
  public var registryToken: String

  /// A user name and password.
  public init(username: String, secret: String, registryToken: String = "") {
    self.username = username
    self.secret = secret
    self.registryToken = registryToken
  }

  /// A token by which the registry's token server knows the user.
  public static func identityToken(_ token: String) -> RegistryCredential {
    RegistryCredential(username: "", secret: token)
  }
}

/// Goes to every registry without credentials.
public struct NoCredentials: RegistryCredentials {
  /// Knows nothing.
  public init() {}

  /// Always nil.
  public func credentials(for access: RegistryAccess) async -> RegistryCredential? { nil }
}
