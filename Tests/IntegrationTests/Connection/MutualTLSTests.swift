import BuildKit
import Connections
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

  /// A proxy that answers ALPN, and a daemon that doesn't.
  static let servers = ["BENTOKIT_TEST_TLS_ADDRESS", "BENTOKIT_TEST_TLS_NO_ALPN_ADDRESS"]

  @Test(arguments: servers)
  func aBuildGoesThroughMutualTLS(server: String) async throws {
    let text = unique()
    let request = try BuildRequest(
      dockerfile: "FROM scratch\nCOPY file /\n", context: FileTree(files: ["file": text]))
    let client = try client(configuration(), address: server)
    #expect(try await request.builtFiles(on: client).text("file") == text)
  }

  /// More than all buffers on the way hold, in both directions.
  @Test(arguments: servers)
  func aLongFileComesThroughWhole(server: String) async throws {
    let pattern = (0..<251).map { UInt8($0) }
    let bytes = (0..<(64 << 20) / pattern.count).flatMap { _ in pattern }
    var tree = FileTree()
    try tree.addFile(contents: bytes, at: TreePath("file"))
    let request = try BuildRequest(dockerfile: "FROM scratch\nCOPY file /\n", context: tree)
    let client = try client(configuration(), address: server)
    #expect(try await request.builtFiles(on: client).contents("file") == bytes)
  }

  @Test func aNameOfTheServersCertificateIsTaken() async throws {
    let name = try variable("BENTOKIT_TEST_TLS_SERVER_NAME")
    #expect(try await !client(configuration(serverName: name)).workers().isEmpty)
  }

  @Test func anAuthorityThatDidNotSignIsNotTrusted() async throws {
    for server in Self.servers {
      try await expect(
        .untrustedCertificate, from: client(configuration(authority: "OTHER_CA"), address: server))
    }
  }

  @Test func anotherServerNameIsRefused() async throws {
    for server in Self.servers {
      try await expect(
        .wrongServerName, from: client(configuration(serverName: "other.test"), address: server))
    }
  }

  @Test func aMissingClientCertificateIsTold() async throws {
    for server in Self.servers {
      try await expect(
        .clientCertificateMissing,
        from: client(configuration(certificate: nil, key: nil), address: server))
    }
  }

  @Test func aClientCertificateOfAnotherAuthorityIsRefused() async throws {
    let client = try client(configuration(certificate: "OTHER_CERT", key: "OTHER_KEY"))
    try await expect(.closedAfterHandshake, from: client)
    let strict = try self.client(
      configuration(certificate: "OTHER_CERT", key: "OTHER_KEY"),
      address: "BENTOKIT_TEST_TLS_NO_ALPN_ADDRESS")
    try await expect(.clientCertificateRefused, from: strict)
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
    #expect(error.code == .tls, "\(error)", sourceLocation: location)
    #expect((error.cause as? GRPCError)?.tlsFailure == failure, sourceLocation: location)
    #expect(error.message.contains("\(failure)"), sourceLocation: location)
    #expect(error.message.contains("\(client.endpoint)"), sourceLocation: location)
    #expect(error.advice != nil, sourceLocation: location)
    let request = try BuildRequest(dockerfile: "FROM scratch\n")
    let again = try #require(
      await #expect(throws: BuildError.self, sourceLocation: location) {
        try await client.build(request)
      }, sourceLocation: location)
    #expect(again.code == .tls, "\(again)", sourceLocation: location)
  }
}
