import BuildKit
import FileTree
import GRPCBridge
import Testing

/// A daemon behind TLS that wants certificates: what opens it, and what is told when it stays shut.
@Suite(.takingTurns) struct MutualTLSTests {
  private func configuration(
    authority: String = "CA", certificate: String? = "CERT", key: String? = "KEY",
    serverName: String? = nil
  ) throws -> TLSConfiguration {
    func path(_ name: String) throws -> String { try variable("BENTOKIT_TEST_TLS_" + name) }
    return try TLSConfiguration.reading(
      certificateAuthority: path(authority), certificate: certificate.map(path),
      key: key.map(path), serverName: serverName)
  }

  private func client(
    _ tls: TLSConfiguration?, address: String = "BENTOKIT_TEST_TLS_ADDRESS"
  ) throws -> BuildKitClient {
    try BuildKitClient(endpoint: Endpoint(try variable(address)), tls: tls)
  }

  @Test func aBuildGoesThroughMutualTLS() async throws {
    let text = unique()
    let request = try BuildRequest(
      dockerfile: "FROM scratch\nCOPY file /\n", context: FileTree(files: ["file": text]))
    #expect(try await request.builtFiles(on: client(configuration())).text("file") == text)
  }

  @Test func aNameOfTheServersCertificateIsTaken() async throws {
    let name = try variable("BENTOKIT_TEST_TLS_SERVER_NAME")
    #expect(try await !client(configuration(serverName: name)).workers().isEmpty)
  }

  @Test func anAuthorityThatDidNotSignIsNotTrusted() async throws {
    let client = try client(configuration(authority: "OTHER_CA"))
    try await expect(.untrustedCertificate, from: client)
  }

  @Test func anotherServerNameIsRefused() async throws {
    let client = try client(configuration(serverName: "other.test"))
    try await expect(.wrongServerName, from: client)
  }

  @Test func aMissingClientCertificateIsTold() async throws {
    let client = try client(configuration(certificate: nil, key: nil))
    try await expect(.clientCertificateMissing, from: client)
  }

  @Test func aClientCertificateOfAnotherAuthorityIsRefused() async throws {
    let client = try client(configuration(certificate: "OTHER_CERT", key: "OTHER_KEY"))
    try await expect(.closedAfterHandshake, from: client)
  }

  @Test func aServerWithoutALPNIsTold() async throws {
    let client = try client(configuration(), address: "BENTOKIT_TEST_TLS_NO_ALPN_ADDRESS")
    try await expect(.noALPN, from: client)
  }

  @Test func aServerWithoutTLSIsTold() async throws {
    let registry = try variable("BENTOKIT_TEST_REGISTRY")
    let client = try BuildKitClient(endpoint: Endpoint("tcp://\(registry)"), tls: configuration())
    try await expect(.notTLS, from: client)
  }

  @Test func aPlainClientDoesNotGetThrough() async throws {
    let client = try client(nil)
    let error = await #expect(throws: BuildError.self) { try await client.workers() }
    #expect(error?.code == .unavailable || error?.code == .protocolViolation)
  }

  private func expect(
    _ failure: TLSFailure, from client: BuildKitClient,
    _ location: SourceLocation = #_sourceLocation
  ) async throws {
    let error = try #require(
      await #expect(throws: BuildError.self, sourceLocation: location) {
        try await client.workers()
      }, sourceLocation: location)
    #expect(error.code == .tls, sourceLocation: location)
    #expect((error.cause as? GRPCError)?.tlsFailure == failure, sourceLocation: location)
    #expect(error.message.contains("\(failure)"), sourceLocation: location)
    #expect(error.message.contains("\(client.endpoint)"), sourceLocation: location)
    let request = try BuildRequest(dockerfile: "FROM scratch\n")
    let again = try #require(
      await #expect(throws: BuildError.self, sourceLocation: location) {
        try await client.build(request)
      }, sourceLocation: location)
    #expect(again.code == .tls, sourceLocation: location)
  }
}
