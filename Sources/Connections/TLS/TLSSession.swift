import COpenSSL
import Glibc

/// One TLS connection over a connected socket, on our side. Used by one thread at a time.
///
/// Invariant behind `@unchecked Sendable`: whoever makes it hands it on whole to the one thread that
/// goes on using it.
final class TLSSession: @unchecked Sendable {
  /// What an attempt to read or write came to.
  enum Step: Equatable {
    case moved(Int)
    case needsRead, needsWrite
    /// The peer has ended the connection in due form.
    case ended
    case failed(TLSFailure)
  }

  let descriptor: Int32
  private let session: OpaquePointer
  private let context: TLSContext
  private var hasReceived = false

  /// A session over a socket that does not block, and that stays the caller's.
  ///
  /// - Parameters:
  ///   - host: the name or address that the server's certificate has to be for.
  ///   - protocols: what is offered by ALPN.
  /// - Throws: ``ConnectionError``.
  init(
    _ context: TLSContext, over descriptor: Int32, host: String, protocols: [String]
  ) throws(ConnectionError) {
    guard let session = SSL_new(context.pointer) else {
      throw .tls(.failed(reason: OpenSSLError.words(OpenSSLError.take())))
    }
    self.session = session
    self.context = context
    self.descriptor = descriptor
    let list = protocols.flatMap { [UInt8($0.utf8.count)] + Array($0.utf8) }
    let name = SSL_get0_param(session)
    X509_VERIFY_PARAM_set_hostflags(
      name,
      UInt32(X509_CHECK_FLAG_NEVER_CHECK_SUBJECT) | UInt32(X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS))
    var isTaken = X509_VERIFY_PARAM_set1_ip_asc(name, host) == 1
    if !isTaken {
      isTaken =
        X509_VERIFY_PARAM_set1_host(name, host, 0) == 1
        && bentokit_tls_set_host_name(session, host) == 1
    }
    guard isTaken, SSL_set_alpn_protos(session, list, UInt32(list.count)) == 0,
      SSL_set_fd(session, descriptor) == 1
    else { throw .tls(.failed(reason: OpenSSLError.words(OpenSSLError.take()))) }
    SSL_set_connect_state(session)
    _ = OpenSSLError.take()
  }

  deinit { SSL_free(session) }

  /// Shakes hands.
  ///
  /// - Throws: ``ConnectionError``; `CancellationError`.
  func handshake(_ wait: SocketWait) throws {
    while true {
      ERR_clear_error()
      let result = SSL_do_handshake(session)
      if result == 1 { return }
      switch step(result) {
      case .moved: return
      case .needsRead: try wait.until(descriptor, POLLIN)
      case .needsWrite: try wait.until(descriptor, POLLOUT)
      case .ended: throw ConnectionError.tls(refusal(otherwise: .closedAfterHandshake))
      case .failed(let failure): throw ConnectionError.tls(failure)
      }
    }
  }

  /// The protocol that the server chose; nil if it did not choose.
  var chosenProtocol: String? {
    var bytes: UnsafePointer<UInt8>?
    var count: UInt32 = 0
    SSL_get0_alpn_selected(session, &bytes, &count)
    guard let bytes, count > 0 else { return nil }
    return String(decoding: UnsafeBufferPointer(start: bytes, count: Int(count)), as: UTF8.self)
  }

  func read(_ buffer: UnsafeMutableRawBufferPointer) -> Step {
    ERR_clear_error()
    let count = SSL_read(session, buffer.baseAddress, Int32(buffer.count))
    if count > 0 {
      hasReceived = true
      return .moved(Int(count))
    }
    let step = step(count)
    // A server that wants a certificate, or another one, may say so only after the handshake.
    if step == .ended, !hasReceived { return .failed(refusal(otherwise: .closedAfterHandshake)) }
    return step
  }

  func write(_ bytes: UnsafeRawBufferPointer) -> Step {
    ERR_clear_error()
    let count = SSL_write(session, bytes.baseAddress, Int32(bytes.count))
    return count > 0 ? .moved(Int(count)) : step(count)
  }

  /// Tells the peer that nothing more comes, if that goes at once.
  func sayGoodbye() {
    ERR_clear_error()
    SSL_shutdown(session)
    ERR_clear_error()
  }

  private func refusal(otherwise: TLSFailure) -> TLSFailure {
    context.configuration.certificateChain == nil ? .clientCertificateMissing : otherwise
  }

  private func step(_ result: Int32) -> Step {
    switch SSL_get_error(session, result) {
    case SSL_ERROR_WANT_READ: return .needsRead
    case SSL_ERROR_WANT_WRITE: return .needsWrite
    case SSL_ERROR_ZERO_RETURN: return .ended
    case SSL_ERROR_SYSCALL:
      let number = errno
      _ = OpenSSLError.take()
      if number == ECONNRESET, !hasReceived {
        return .failed(refusal(otherwise: .clientCertificateRefused))
      }
      return number == 0 ? .ended : .failed(.failed(reason: systemWords(number)))
    default: return failure(OpenSSLError.take())
    }
  }

  private func failure(_ error: UInt) -> Step {
    switch bentokit_tls_reason(error) {
    case SSL_R_CERTIFICATE_VERIFY_FAILED:
      switch Int32(SSL_get_verify_result(session)) {
      case X509_V_ERR_HOSTNAME_MISMATCH, X509_V_ERR_IP_ADDRESS_MISMATCH:
        return .failed(.wrongServerName)
      default: return .failed(.untrustedCertificate)
      }
    case SSL_R_WRONG_VERSION_NUMBER, SSL_R_PACKET_LENGTH_TOO_LONG: return .failed(.notTLS)
    case SSL_R_UNEXPECTED_EOF_WHILE_READING: return .ended
    case SSL_R_NO_APPLICATION_PROTOCOL, SSL_R_TLSV1_ALERT_NO_APPLICATION_PROTOCOL:
      return .failed(.wrongProtocol)
    case SSL_R_TLSV13_ALERT_CERTIFICATE_REQUIRED: return .failed(.clientCertificateMissing)
    case let reason where Self.refusals.contains(reason):
      return .failed(refusal(otherwise: .clientCertificateRefused))
    default: return .failed(.failed(reason: OpenSSLError.words(error)))
    }
  }

  /// Alerts by which servers refuse a certificate, or the lack of one.
  private static let refusals: Set<Int32> = [
    SSL_R_SSLV3_ALERT_HANDSHAKE_FAILURE, SSL_R_SSLV3_ALERT_BAD_CERTIFICATE,
    SSL_R_SSLV3_ALERT_UNSUPPORTED_CERTIFICATE, SSL_R_SSLV3_ALERT_CERTIFICATE_REVOKED,
    SSL_R_SSLV3_ALERT_CERTIFICATE_EXPIRED, SSL_R_SSLV3_ALERT_CERTIFICATE_UNKNOWN,
    SSL_R_TLSV1_ALERT_UNKNOWN_CA, SSL_R_TLSV1_ALERT_ACCESS_DENIED, SSL_R_TLSV1_ALERT_DECRYPT_ERROR,
  ]
}
