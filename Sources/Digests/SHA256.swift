import CCrypto

/// The SHA-256 of bytes that come piece by piece.
///
/// OpenSSL's, since it uses the processor's own instructions for it: an archive may be gigabytes
/// long. Owns the context; not to be shared.
package struct SHA256: ~Copyable {
  private let context: OpaquePointer

  /// OpenSSL was built or set up without it.
  package struct Unavailable: Error, CustomStringConvertible {
    package let description = "OpenSSL has no SHA-256"
  }

  /// A digest of nothing yet.
  package init() throws(Unavailable) {
    guard let context = EVP_MD_CTX_new(), EVP_DigestInit_ex(context, EVP_sha256(), nil) == 1 else {
      throw Unavailable()
    }
    self.context = context
  }

  deinit { EVP_MD_CTX_free(context) }

  /// Takes in more bytes.
  package mutating func update(_ bytes: UnsafeRawBufferPointer) {
    EVP_DigestUpdate(context, bytes.baseAddress, bytes.count)
  }

  /// The digest in 64 hexadecimal digits; nothing can be added afterwards.
  package mutating func hexadecimal() -> String {
    let digest = [UInt8](unsafeUninitializedCapacity: 32) { buffer, initialized in
      var length: UInt32 = 0
      EVP_DigestFinal_ex(context, buffer.baseAddress, &length)
      initialized = Int(length)
    }
    let digits = Array("0123456789abcdef".utf8)
    return String(
      decoding: digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }

  /// The digest of some bytes, as BuildKit and OCI write it: `sha256:` and 64 hexadecimal digits.
  package static func digest(of bytes: [UInt8]) throws(Unavailable) -> String {
    var sum = try SHA256()
    bytes.withUnsafeBytes { sum.update($0) }
    return "sha256:" + sum.hexadecimal()
  }
}
