import COpenSSL

/// The errors that OpenSSL has noted on this thread.
enum OpenSSLError {
  /// Takes them all; the newest is the number that counts.
  static func take() -> UInt {
    var newest: UInt = 0
    while case let error = ERR_get_error(), error != 0 { newest = error }
    return newest
  }

  /// The library's words for an error.
  static func words(_ error: UInt) -> String {
    ERR_reason_error_string(error).map { String(cString: $0) } ?? "error \(error)"
  }
}
