/// The head of an answer of HTTP/1.1.
package struct HTTPHead: Equatable, Sendable {
  package let status: Int
  /// The fields, their names in lower case.
  package let fields: [String: String]

  /// Reads a head, up to and without its empty line.
  ///
  /// - Throws: ``ConnectionError/notHTTP``.
  package init(parsing bytes: some Collection<UInt8>) throws(ConnectionError) {
    let lines = String(decoding: bytes, as: UTF8.self)
      .split(separator: "\r\n", omittingEmptySubsequences: true)
    // HTTP/1.1 101 UPGRADED
    let words = lines.first?.split(separator: " ", maxSplits: 2) ?? []
    guard words.count >= 2, words[0].hasPrefix("HTTP/1."), words[1].utf8.count == 3,
      let status = Int(words[1]), (100...599).contains(status)
    else { throw .notHTTP }
    var fields: [String: String] = [:]
    for line in lines.dropFirst() {
      guard let colon = line.firstIndex(of: ":"), colon != line.startIndex else { throw .notHTTP }
      let value = line[line.index(after: colon)...].drop { $0 == " " || $0 == "\t" }
      fields[line[..<colon].lowercased()] = String(value)
    }
    self.status = status
    self.fields = fields
  }

  /// Whether the body comes in chunks.
  var isChunked: Bool { fields["transfer-encoding"]?.lowercased() == "chunked" }
  /// Whether there is no body, whatever the fields say.
  var isBodiless: Bool { [204, 304].contains(status) }
}

/// An answer of HTTP/1.1, the last on its connection.
package struct HTTPResponse: Equatable, Sendable {
  package let status: Int
  package let body: [UInt8]

  /// The first line of the body without what would not print, for messages.
  package var firstWords: String {
    let line = body.prefix { $0 != UInt8(ascii: "\n") }.prefix(300)
    return String(String(decoding: line, as: UTF8.self).filter { !$0.isNewline && $0 != "\0" })
  }
}
