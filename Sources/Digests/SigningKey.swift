import CCrypto

/// An Ed25519 key that follows from a key of HMAC and a seed.
package enum SigningKey {
  /// OpenSSL was built or set up without what it takes.
  package struct Unavailable: Error, CustomStringConvertible {
    package let description = "OpenSSL has no Ed25519 or no HMAC"
  }

  /// The length of a public key and of a signature, in bytes.
  private static let publicLength = 32
  private static let signatureLength = 64

  /// The HMAC-SHA256 of a message.
  package static func code(
    key: [UInt8], message: [UInt8]
  ) throws(Unavailable) -> [UInt8] {
    var code = [UInt8](repeating: 0, count: 32)
    var length: UInt32 = 0
    // An empty array may have no address, which OpenSSL would take for the key of last time.
    let keyBytes = key + [0]
    let messageBytes = message + [0]
    guard
      HMAC(
        EVP_sha256(), keyBytes, Int32(key.count), messageBytes, message.count, &code, &length)
        != nil, length == 32
    else { throw Unavailable() }
    return code
  }

  /// The public key of a private one.
  ///
  /// - Parameter seed: 32 bytes.
  package static func publicKey(seed: [UInt8]) throws(Unavailable) -> [UInt8] {
    let key = try privateKey(seed)
    defer { EVP_PKEY_free(key) }
    var bytes = [UInt8](repeating: 0, count: publicLength)
    var length = bytes.count
    guard EVP_PKEY_get_raw_public_key(key, &bytes, &length) == 1, length == publicLength else {
      throw Unavailable()
    }
    return bytes
  }

  /// The signature of a message: 64 bytes.
  ///
  /// - Parameter seed: of the private key, 32 bytes.
  package static func signature(
    of message: [UInt8], seed: [UInt8]
  ) throws(Unavailable) -> [UInt8] {
    let key = try privateKey(seed)
    defer { EVP_PKEY_free(key) }
    guard let context = EVP_MD_CTX_new() else { throw Unavailable() }
    defer { EVP_MD_CTX_free(context) }
    var signature = [UInt8](repeating: 0, count: signatureLength)
    var length = signature.count
    let bytes = message + [0]
    guard EVP_DigestSignInit(context, nil, nil, nil, key) == 1,
      EVP_DigestSign(context, &signature, &length, bytes, message.count) == 1,
      length == signatureLength
    else { throw Unavailable() }
    return signature
  }

  private static func privateKey(_ seed: [UInt8]) throws(Unavailable) -> OpaquePointer {
    guard seed.count == 32,
      let key = EVP_PKEY_new_raw_private_key_ex(nil, "ED25519", nil, seed, seed.count)
    else { throw Unavailable() }
    return key
  }
}
