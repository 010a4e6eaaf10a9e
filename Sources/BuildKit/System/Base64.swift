import FoundationEssentials

/// Bytes as text (RFC 4648, 4).
package enum Base64 {
  /// The bytes; nil if the text is none of it.
  package static func decoded(_ text: String) -> [UInt8]? {
    Data(base64Encoded: text).map { Array($0) }
  }
}
