/// The digest of a blob, checked: a daemon's text becomes part of a path.
struct ContentDigest: Hashable, Sendable {
  /// 64 hexadecimal digits, lower-case.
  let hexadecimal: String

  /// - Parameter text: `sha256:` and 64 hexadecimal digits; nil for anything else.
  init?(_ text: String) {
    let prefix = "sha256:"
    guard text.hasPrefix(prefix) else { return nil }
    self.init(hexadecimal: text.dropFirst(prefix.count))
  }

  /// - Parameter hexadecimal: 64 hexadecimal digits, lower-case; nil for anything else.
  init?(hexadecimal: some StringProtocol) {
    let digits = hexadecimal.utf8
    guard digits.count == 64,
      digits.allSatisfy({
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
          || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains($0)
      })
    else { return nil }
    self.hexadecimal = String(hexadecimal)
  }

  /// Where the blob lies in OCI's layout.
  var path: String { "blobs/sha256/\(hexadecimal)" }
}

extension ContentDigest: CustomStringConvertible {
  /// As OCI writes it.
  var description: String { "sha256:\(hexadecimal)" }
}
