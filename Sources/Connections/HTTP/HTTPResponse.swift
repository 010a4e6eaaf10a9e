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
}

/// An answer of HTTP/1.1 after which the server closed the connection.
package struct HTTPResponse: Equatable, Sendable {
  package let status: Int
  package let body: [UInt8]

  /// - Parameter body: all that came after the head.
  /// - Throws: ``ConnectionError/notHTTP``.
  package init(_ head: HTTPHead, body: [UInt8]) throws(ConnectionError) {
    status = head.status
    if head.fields["transfer-encoding"]?.lowercased() == "chunked" {
      self.body = try Self.joined(chunks: body)
    } else if let length = head.fields["content-length"] {
      guard let count = Int(length), count >= 0, count <= body.count else { throw .notHTTP }
      self.body = Array(body[..<count])
    } else {
      self.body = body
    }
  }

  /// Each chunk is its length in hexadecimal, a line's end, so many bytes, a line's end; the last has
  /// none.
  private static func joined(chunks: [UInt8]) throws(ConnectionError) -> [UInt8] {
    var body: [UInt8] = []
    var rest = chunks[...]
    while true {
      guard let end = rest.firstIndex(of: UInt8(ascii: "\n")) else { throw .notHTTP }
      let digits = rest[..<end].prefix { $0 != UInt8(ascii: ";") && $0 != UInt8(ascii: "\r") }
      guard let count = Int(String(decoding: digits, as: UTF8.self), radix: 16), count >= 0 else {
        throw .notHTTP
      }
      if count == 0 { return body }
      rest = rest[(end + 1)...]
      guard count <= rest.count - 2 else { throw .notHTTP }
      body += rest.prefix(count)
      rest = rest.dropFirst(count + 2)
    }
  }

  /// The first line of the body without what would not print, for messages.
  package var firstWords: String {
    let line = body.prefix { $0 != UInt8(ascii: "\n") }.prefix(300)
    return String(String(decoding: line, as: UTF8.self).filter { !$0.isNewline && $0 != "\0" })
  }
}
