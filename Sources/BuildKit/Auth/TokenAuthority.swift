import Digests

/// The keys by which a daemon tells which clients may use a token that one of them has fetched: those
/// that hold the same secret for the registry. A client without any has a key that everybody can make.
struct TokenAuthority: Sendable {
  /// As long as a daemon's salt and payload may be, in bytes.
  private static let longest = 4096

  /// A message of the daemon that can't be answered.
  struct TooLong: Error, CustomStringConvertible {
    let description = "the daemon's salt or payload is too long"
  }

  private let credentials: any RegistryCredentials
  private let seeds: TokenSeeds

  init(credentials: any RegistryCredentials) {
    self.credentials = credentials
    seeds = TokenSeeds(folder: credentials.tokenSeedFolder)
  }

  /// The public key for a registry.
  func publicKey(for host: String, salt: [UInt8]) async throws -> [UInt8] {
    try SigningKey.publicKey(seed: try await privateSeed(for: host, salt: salt))
  }

  /// The signature of a payload, with the payload behind it.
  func signed(_ payload: [UInt8], for host: String, salt: [UInt8]) async throws -> [UInt8] {
    guard payload.count <= Self.longest else { throw TooLong() }
    let seed = try await privateSeed(for: host, salt: salt)
    return try SigningKey.signature(of: payload, seed: seed) + payload
  }

  private func privateSeed(for host: String, salt: [UInt8]) async throws -> [UInt8] {
    guard salt.count <= Self.longest else { throw TooLong() }
    let seed =
      try await credentials.holdsCredentials(for: host) ? try await seeds.seed(for: host) : []
    return try SigningKey.code(key: salt, message: seed)
  }
}
