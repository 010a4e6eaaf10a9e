/// Takes out of a trace what opens caches and registries: the same as `docker buildx history export`
/// does.
enum TraceSecrets {
  /// What stands before a `=` and a secret, in lower case.
  private static let keys = [
    "ghtoken", "token", "access_key_id", "secret_access_key", "session_token",
  ].map { Array($0.utf8) }

  /// How tokens of GitHub begin, and how many letters, digits or underscores follow.
  private static let tokens = [("ghu_", 36), ("ghs_", 36), ("github_pat_", 82)].map {
    (beginning: Array($0.0.utf8), length: $0.1)
  }

  private static let replacement = Array("xxxxx".utf8)

  /// The trace with `xxxxx` in the place of each secret.
  static func removed(from trace: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(trace.count)
    var index = 0
    while index < trace.count {
      if let (kept, end) = secret(in: trace, at: index) {
        result += trace[index..<kept]
        result += replacement
        index = end
      } else {
        result.append(trace[index])
        index += 1
      }
    }
    return result
  }

  /// Where a secret begins and ends, if one does here or after a key that is here.
  private static func secret(in trace: [UInt8], at index: Int) -> (start: Int, end: Int)? {
    for key in keys where matches(key, in: trace, at: index, foldingCase: true) {
      let start = index + key.count + 1
      guard start < trace.count, trace[start - 1] == UInt8(ascii: "=") else { continue }
      // A quote or a backslash ends the text that it is in.
      let end = trace[start...].firstIndex { " ,\"\\".utf8.contains($0) } ?? trace.count
      if end > start { return (start, end) }
    }
    for token in tokens where matches(token.beginning, in: trace, at: index) {
      let end = index + token.beginning.count + token.length
      let rest = trace[index...].dropFirst(token.beginning.count).prefix(token.length)
      if rest.count == token.length, rest.allSatisfy(isWord) { return (index, end) }
    }
    return nil
  }

  private static func matches(
    _ text: [UInt8], in trace: [UInt8], at index: Int, foldingCase: Bool = false
  ) -> Bool {
    guard index + text.count <= trace.count else { return false }
    for (offset, byte) in text.enumerated() {
      let found = trace[index + offset]
      let isUpper = foldingCase && (0x41...0x5A).contains(found)
      if (isUpper ? found | 0x20 : found) != byte { return false }
    }
    return true
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
      || byte == UInt8(ascii: "_")
  }
}
