import FoundationEssentials

/// A private key as it stands in a file; looked at from outside only.
enum PrivateKey {
  /// As long as a file may be, in bytes.
  static let longest = 100 << 10

  /// Why a text is no key that can be used; nil if it seems to be one.
  static func fault(of bytes: [UInt8]) -> String? {
    let text = String(decoding: bytes, as: UTF8.self)
    let lines = text.split(whereSeparator: \.isNewline)
    guard
      let start = lines.firstIndex(where: {
        $0.hasPrefix("-----BEGIN ") && $0.hasSuffix(" PRIVATE KEY-----")
      })
    else { return "there is no private key in it" }
    if lines[start].contains(" ENCRYPTED ") || text.contains("Proc-Type: 4,ENCRYPTED") {
      return passphrase
    }
    guard lines[start].contains("OPENSSH") else { return nil }
    let body = lines[(start + 1)...].prefix { !$0.hasPrefix("-----") }.joined()
    guard let content = Data(base64Encoded: body) else { return "the key in it is damaged" }
    // The name of a cipher, behind a magic word and a length of four bytes.
    let head = Array("openssh-key-v1\0".utf8)
    guard content.starts(with: head), content.count > head.count + 8 else {
      return "the key in it is damaged"
    }
    return content.dropFirst(head.count).starts(with: [0, 0, 0, 4] + Array("none".utf8))
      ? nil : passphrase
  }

  private static let passphrase =
    "the key has a passphrase, and nobody can be asked for it; add it to an agent with ssh-add, and "
    + "give the agent"
}
