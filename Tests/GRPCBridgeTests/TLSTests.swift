import Bytes
import Connections
import GRPCBridge
import Glibc
import Testing

/// What may be wrong between two sides that otherwise understand each other.
enum TLSMistake: CaseIterable, Sendable {
  case none, otherGoodName, wrongAuthority, systemAuthority, wrongName, noClientCertificate
  case foreignKey, damagedKey, damagedAuthority, noTLSHere

  var configuration: TLSConfiguration? {
    var tls = TLSConfiguration(
      certificateAuthority: [UInt8](TestCertificates.authority.utf8),
      certificateChain: [UInt8](TestCertificates.client.utf8),
      privateKey: [UInt8](TestCertificates.clientKey.utf8))
    switch self {
    case .none: break
    case .otherGoodName: tls.serverName = "builder.test"
    case .wrongAuthority:
      tls.certificateAuthority = [UInt8](TestCertificates.otherAuthority.utf8)
    case .systemAuthority: tls.certificateAuthority = nil
    case .wrongName: tls.serverName = "elsewhere.test"
    case .noClientCertificate:
      tls.certificateChain = nil
      tls.privateKey = nil
    case .foreignKey: tls.privateKey = [UInt8](TestCertificates.otherClientKey.utf8)
    case .damagedKey: tls.privateKey = [UInt8]("-----BEGIN PRIVATE KEY-----\nAA\n".utf8)
    case .damagedAuthority:
      tls.certificateAuthority = [UInt8]("-----BEGIN CERTIFICATE-----\nAA\n".utf8)
    case .noTLSHere: return nil
    }
    return tls
  }

  var failure: TLSFailure? {
    switch self {
    case .none, .otherGoodName, .noTLSHere: nil
    case .wrongAuthority, .systemAuthority: .untrustedCertificate
    case .wrongName: .wrongServerName
    case .noClientCertificate: .clientCertificateMissing
    case .foreignKey, .damagedKey:
      .unusableConfiguration(
        reason: "the private key is not that of the certificate, or damaged")
    case .damagedAuthority:
      .unusableConfiguration(reason: "the certificate authority is damaged")
    }
  }

  var succeeds: Bool { self == .none || self == .otherGoodName }

  /// The way to a server with this mistake in it.
  func target(_ server: GRPCTarget) -> GRPCTarget {
    guard case .tcp(let host, let port) = server, let tls = configuration else { return server }
    return .dialled(TLSDialler(host: host, port: port, tls, inner: .http2))
  }
}

@Suite(.serialized) struct TLSTests {
  @Test(arguments: TLSMistake.allCases)
  func eachMistakeHasAnErrorOfItsOwn(mistake: TLSMistake) async throws {
    let server = TestServer(
      tls: .init(
        authority: TestCertificates.authority, certificate: TestCertificates.server,
        key: TestCertificates.serverKey), handlers: ["/test.Echo/Unary": echo])
    defer { server.stop() }
    let channel = try GRPCChannel(target: mistake.target(server.target))
    guard !mistake.succeeds else {
      let response = try await channel.unary("/test.Echo/Unary", request: ByteChain([1, 2]))
      #expect(response.message.array == [1, 2])
      return
    }
    let error = await #expect(throws: GRPCError.self) {
      try await channel.unary("/test.Echo/Unary", request: ByteChain([1, 2]))
    }
    #expect(error?.code == .unavailable)
    #expect(error?.tlsFailure == mistake.failure)
  }

  @Test func aPeerWithoutTLSIsToldApart() async throws {
    let peer = try RawPeer { descriptor in
      let answer = "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n"
      send(descriptor, answer, answer.utf8.count, Int32(MSG_NOSIGNAL))
    }
    defer { peer.stop() }
    let channel = try GRPCChannel(target: TLSMistake.none.target(peer.target))
    let error = await #expect(throws: GRPCError.self) {
      try await channel.unary("/test.Echo/Unary", request: ByteChain([1, 2]))
    }
    #expect(error?.tlsFailure == .notTLS)
  }
}
