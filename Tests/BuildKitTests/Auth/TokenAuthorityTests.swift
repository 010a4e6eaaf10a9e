import Digests
import FoundationEssentials
import Glibc
import Testing

@testable import BuildKit

/// Keys by which daemons tell clients apart, and the seeds behind them.
@Suite struct TokenAuthorityTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func bytes(_ hex: String) -> [UInt8] {
    var rest = hex[...]
    var bytes: [UInt8] = []
    while rest.count >= 2 {
      bytes.append(UInt8(rest.prefix(2), radix: 16) ?? 0)
      rest = rest.dropFirst(2)
    }
    return bytes
  }

  /// The first two of RFC 8032, section 7.1.
  @Test(arguments: [
    (
      "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
      "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
      "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
        + "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
    ),
    (
      "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
      "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
      "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
        + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
    ),
  ])
  func signaturesAreEd25519(
    _ seed: String, _ key: String, _ message: String, _ signature: String
  ) throws {
    #expect(try SigningKey.publicKey(seed: bytes(seed)) == bytes(key))
    #expect(
      try SigningKey.signature(of: bytes(message), seed: bytes(seed)) == bytes(signature))
  }

  /// RFC 4231's second, and nothing at all.
  @Test(arguments: [
    (
      "4a656665", "7768617420646f2079612077616e7420666f72206e6f7468696e673f",
      "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
    ),
    ("", "", "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad"),
  ])
  func codesAreHMACsOfSHA256(_ key: String, _ message: String, _ code: String) throws {
    #expect(try SigningKey.code(key: bytes(key), message: bytes(message)) == bytes(code))
  }

  private struct Known: RegistryCredentials {
    let tokenSeedFolder: String?
    var hosts: Set<String> = ["h"]

    func credentials(for access: RegistryAccess) async -> RegistryCredential? {
      hosts.contains(access.host) ? RegistryCredential(username: "u", secret: "p") : nil
    }
  }

  @Test func aKeyFollowsFromSaltAndSeed() async throws {
    try folder.write(#"{"h": {"Seed": "AAECAwQFBgcICQoLDA0ODw=="}}"#, to: ".token_seed")
    let authority = TokenAuthority(credentials: Known(tokenSeedFolder: folder.path))
    let seed = try SigningKey.code(key: [9, 9], message: (0..<16).map { UInt8($0) })
    let key = try SigningKey.publicKey(seed: seed)
    #expect(try await authority.publicKey(for: "h", salt: [9, 9]) == key)
    #expect(try await authority.publicKey(for: "h", salt: [9]) != key)
    let payload: [UInt8] = [1, 2, 3]
    let signed = try await authority.signed(payload, for: "h", salt: [9, 9])
    #expect(try signed == SigningKey.signature(of: payload, seed: seed) + payload)
  }

  @Test func withoutASecretTheKeyIsNoSecret() async throws {
    let authority = TokenAuthority(credentials: NoCredentials())
    let key = try SigningKey.publicKey(seed: SigningKey.code(key: [7], message: []))
    #expect(try await authority.publicKey(for: "h", salt: [7]) == key)
    #expect(folder.text(".token_seed").isEmpty)
  }

  @Test func seedsAreKeptForAllClients() async throws {
    try folder.write(#"{"other": {"Seed": "AAEC"}}"#, to: ".token_seed")
    let one = try await TokenSeeds(folder: folder.path).seed(for: "h")
    #expect(one.count == 16)
    #expect(try await TokenSeeds(folder: folder.path).seed(for: "h") == one)
    #expect(try await TokenSeeds(folder: folder.path).seed(for: "i") != one)
    #expect(try await TokenSeeds(folder: folder.path).seed(for: "other") == [0, 1, 2])
    var status = stat()
    #expect(stat(folder.path(".token_seed"), &status) == 0)
    #expect(status.st_mode & 0o777 == 0o600)
  }

  @Test func manyClientsAtOnceAgree() async throws {
    let path = folder.path("new")
    let seeds = try await withThrowingTaskGroup(of: [UInt8].self) { group in
      for number in 0..<12 {
        group.addTask { try await TokenSeeds(folder: path).seed(for: "h\(number % 3)") }
      }
      return try await group.reduce(into: Set<[UInt8]>()) { $0.insert($1) }
    }
    #expect(seeds.count == 3)
  }

  @Test(arguments: ["", "{", "[]", #"{"h": {"Seed": "%"}}"#, #"{"h": {"Seed": ""}}"#])
  func aFileThatMakesNoSenseIsMadeAnew(_ text: String) async throws {
    try folder.write(text, to: ".token_seed")
    let seed = try await TokenSeeds(folder: folder.path).seed(for: "h")
    #expect(seed.count == 16)
    #expect(try await TokenSeeds(folder: folder.path).seed(for: "h") == seed)
  }

  @Test func whereNothingCanBeWrittenASeedLastsAsLongAsTheBuild() async throws {
    let seeds = TokenSeeds(folder: "/proc/nowhere")
    #expect(try await seeds.seed(for: "h") == seeds.seed(for: "h"))
  }

  // MARK: Answers

  @Test(arguments: [
    (#"{"token": "a"}"#, "a", 60, 0), (#"{"access_token": "b"}"#, "b", 60, 0),
    (#"{"token": "a", "access_token": "b", "expires_in": 300}"#, "b", 300, 0),
    (#"{"token": "a", "access_token": ""}"#, "a", 60, 0),
    (#"{"token": "a", "expires_in": 0}"#, "a", 60, 0),
    (#"{"token": "a", "expires_in": -5}"#, "a", 60, 0),
    (#"{"token": "a", "expires_in": "soon", "issued_at": 7}"#, "a", 60, 0),
    (#"{"token": "a", "expires_in": 1e300}"#, "a", 60, 0),
    (#"{"token": "a", "issued_at": "2020-01-02T03:04:05.678Z"}"#, "a", 60, 1_577_934_245),
    (#"{"token": "a", "issued_at": "yesterday"}"#, "a", 60, 0),
  ])
  func anAnswerIsRead(_ json: String, _ token: String, _ lifetime: Int64, _ time: Int64) throws {
    let answer = try #require(TokenAnswer.reading(Array(json.utf8)))
    #expect((answer.token, answer.lifetime, answer.issuedAt) == (token, lifetime, time))
  }

  @Test(arguments: ["", "{}", "[]", #"{"token": ""}"#, #"{"token": 5}"#, "<html>"])
  func anAnswerWithoutATokenIsNone(_ text: String) {
    #expect(TokenAnswer.reading(Array(text.utf8)) == nil)
  }
}
