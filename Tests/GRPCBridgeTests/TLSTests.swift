import Bytes
@testable import GRPCBridge
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
}

@Suite(.serialized) struct TLSTests {
  @Test(arguments: TLSMistake.allCases)
  func eachMistakeHasAnErrorOfItsOwn(mistake: TLSMistake) async throws {
    let server = TestServer(
      tls: .init(
        authority: TestCertificates.authority, certificate: TestCertificates.server,
        key: TestCertificates.serverKey), handlers: ["/test.Echo/Unary": echo])
    defer { server.stop() }
    let channel = try GRPCChannel(target: server.target, tls: mistake.configuration)
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
    let peer = RawPeer { descriptor in
      let answer = "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n"
      send(descriptor, answer, answer.utf8.count, Int32(MSG_NOSIGNAL))
    }
    defer { peer.stop() }
    let channel = try GRPCChannel(target: peer.target, tls: TLSMistake.none.configuration)
    let error = await #expect(throws: GRPCError.self) {
      try await channel.unary("/test.Echo/Unary", request: ByteChain([1, 2]))
    }
    #expect(error?.tlsFailure == .notTLS)
  }

  /// Words that core's own server never provokes, as OpenSSL's and nginx's did.
  @Test(arguments: [
    ("Cannot check peer: missing selected ALPN property.", true, TLSFailure.noALPN),
    (
      "Ssl handshake failed: SSL_ERROR_SSL: error:0A000410:SSL routines::sslv3 alert handshake failure",
      false, .clientCertificateMissing
    ),
    (
      "Ssl handshake failed: SSL_ERROR_SSL: error:0A000418:SSL routines::tlsv1 alert unknown ca",
      true, .clientCertificateRefused
    ),
    ("Endpoint read failed", true, .clientCertificateRefused),
    ("Endpoint read failed", false, .clientCertificateMissing),
    ("Socket closed", true, .closedAfterHandshake),
    ("Ssl handshake failed: SSL_ERROR_SSL: unsupported protocol", true, .handshakeFailed),
  ])
  func wordsOfOtherServersAreUnderstood(
    words: String, hasClientCertificate: Bool, failure: TLSFailure
  ) {
    let message =
      "failed to connect to all addresses; last error: UNKNOWN: ipv4:127.0.0.1:7448: \(words)"
    let found = TLSFailure(
      message: message, hasClientCertificate: hasClientCertificate, log: { [] })
    #expect(found == failure)
  }

  @Test(arguments: [
    "failed to connect to all addresses; last error: UNKNOWN: ipv4:127.0.0.1:1: Connection refused",
    "Socket closed", "DNS resolution failed for builder.test:1",
  ])
  func aFailureThatIsNotOfTLSIsNone(message: String) {
    #expect(TLSFailure(message: message, hasClientCertificate: true, log: { [] }) == nil)
  }
}
