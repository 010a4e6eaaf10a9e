import Testing

@testable import BuildKit

/// Files of private keys, looked at before an agent is given them.
@Suite struct PrivateKeyTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func fault(_ arguments: [String]) async throws -> String? {
    let run = ProgramRun("ssh-keygen", ["-q", "-f", folder.path("key")] + arguments)
    try #require(try await run.outcome().status == .exited(0))
    return PrivateKey.fault(of: Array(folder.text("key").utf8))
  }

  @Test(arguments: [
    ["-t", "ed25519"], ["-t", "ecdsa"], ["-t", "rsa", "-b", "2048"],
    ["-t", "rsa", "-b", "2048", "-m", "PEM"], ["-t", "ecdsa", "-m", "PKCS8"],
  ])
  func aKeyIsNoFault(_ arguments: [String]) async throws {
    #expect(try await fault(arguments + ["-N", ""]) == nil)
  }

  @Test(arguments: [
    ["-t", "ed25519"], ["-t", "rsa", "-b", "2048", "-m", "PEM"], ["-t", "ecdsa", "-m", "PKCS8"],
  ])
  func aPassphraseIsAFault(_ arguments: [String]) async throws {
    #expect(try await fault(arguments + ["-N", "secret"])?.contains("passphrase") == true)
  }

  @Test(arguments: [
    ("", "no private key"), ("ssh-ed25519 AAAA user@host\n", "no private key"),
    ("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", "no private key"),
    ("-----BEGIN OPENSSH PRIVATE KEY-----\n%%%\n-----END OPENSSH PRIVATE KEY-----\n", "damaged"),
    ("-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----\n", "damaged"),
    ("-----BEGIN OPENSSH PRIVATE KEY-----\n", "damaged"),
  ])
  func anythingElseIsAFault(_ text: String, _ fault: String) {
    #expect(PrivateKey.fault(of: Array(text.utf8))?.contains(fault) == true)
  }
}
