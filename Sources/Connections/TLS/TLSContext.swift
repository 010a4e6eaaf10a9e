import COpenSSL
import Glibc

/// What sessions of TLS begin with: OpenSSL's form of a configuration.
///
/// Invariant behind `@unchecked Sendable`: the pointer never changes and is released with the last
/// reference; OpenSSL counts its own and takes it from any thread once it is set up.
final class TLSContext: @unchecked Sendable {
  let pointer: OpaquePointer
  let configuration: TLSConfiguration

  /// Where systems keep the authorities that they trust, beside where OpenSSL was built to look.
  private static let usualAuthorities = [
    "/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt",
    "/etc/ssl/ca-bundle.pem", "/etc/ssl/cert.pem",
  ]

  /// - Throws: ``TLSConfigurationError``; ``ConnectionError`` of TLS for what OpenSSL does not take.
  init(_ configuration: TLSConfiguration) throws {
    try configuration.check()
    guard let pointer = SSL_CTX_new(TLS_client_method()) else {
      throw Self.unusable("OpenSSL is not there: \(OpenSSLError.words(OpenSSLError.take()))")
    }
    self.pointer = pointer
    self.configuration = configuration
    bentokit_tls_set_defaults(pointer)
    SSL_CTX_set_verify(
      pointer, configuration.verifiesServer ? SSL_VERIFY_PEER : SSL_VERIFY_NONE, nil)
    try trust(configuration.certificateAuthority)
    if let chain = configuration.certificateChain, let key = configuration.privateKey {
      try show(chain, key)
    }
    _ = OpenSSLError.take()
  }

  deinit { SSL_CTX_free(pointer) }

  private static func unusable(_ reason: String) -> ConnectionError {
    _ = OpenSSLError.take()
    return .tls(.unusableConfiguration(reason: reason))
  }

  private func trust(_ authority: [UInt8]?) throws(ConnectionError) {
    if authority == nil || configuration.trustsSystem { trustSystem() }
    guard let authority else { return }
    let store = SSL_CTX_get_cert_store(pointer)
    let certificates = Certificates(authority)
    while let certificate = certificates.next() {
      X509_STORE_add_cert(store, certificate)
      X509_free(certificate)
    }
    guard certificates.count > 0, certificates.isWhole else {
      throw Self.unusable("the certificate authority is damaged")
    }
  }

  private func trustSystem() {
    SSL_CTX_set_default_verify_paths(pointer)
    for path in Self.usualAuthorities where access(path, R_OK) == 0 {
      if SSL_CTX_load_verify_file(pointer, path) == 1 { return }
    }
  }

  private func show(_ chain: [UInt8], _ key: [UInt8]) throws(ConnectionError) {
    let certificates = Certificates(chain)
    guard let own = certificates.next() else { throw Self.unusable("the certificate is damaged") }
    defer { X509_free(own) }
    guard SSL_CTX_use_certificate(pointer, own) == 1 else {
      throw Self.unusable("the certificate is not usable")
    }
    while let certificate = certificates.next() {
      if bentokit_tls_add_chain_certificate(pointer, certificate) != 1 { X509_free(certificate) }
    }
    guard certificates.isWhole else { throw Self.unusable("the certificate is damaged") }
    let privateKey = key.withUnsafeBytes { bytes in
      let text = BIO_new_mem_buf(bytes.baseAddress, Int32(clamping: bytes.count))
      defer { BIO_free(text) }
      return bentokit_tls_read_key(text)
    }
    defer { EVP_PKEY_free(privateKey) }
    guard privateKey != nil, SSL_CTX_use_PrivateKey(pointer, privateKey) == 1,
      SSL_CTX_check_private_key(pointer) == 1
    else { throw Self.unusable("the private key is not that of the certificate, or damaged") }
  }

  /// The certificates of a text in PEM, one after the other.
  private final class Certificates {
    private let bytes: [UInt8]
    private let text: OpaquePointer?
    private(set) var count = 0
    /// Whether the text ended where a certificate did.
    private(set) var isWhole = false

    init(_ bytes: [UInt8]) {
      self.bytes = bytes
      text = self.bytes.withUnsafeBytes { bytes in
        // A copy: the array's memory may move.
        let text = BIO_new(BIO_s_mem())
        BIO_write(text, bytes.baseAddress, Int32(clamping: bytes.count))
        return text
      }
    }

    deinit { BIO_free(text) }

    /// The next one, which the caller owns.
    func next() -> OpaquePointer? {
      guard let certificate = bentokit_tls_read_certificate(text) else {
        isWhole = bentokit_tls_is_end_of_text() == 1
        _ = OpenSSLError.take()
        return nil
      }
      count += 1
      return certificate
    }
  }
}
