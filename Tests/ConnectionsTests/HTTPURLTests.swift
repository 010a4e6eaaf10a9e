import Testing

@testable import Connections

/// URLs of servers, taken apart.
@Suite struct HTTPURLTests {
  @Test(arguments: [
    ("http://h", false, "h", 80, "/"), ("https://h", true, "h", 443, "/"),
    ("HTTPS://H.example:8443/a/b?c=d#e", true, "H.example", 8443, "/a/b?c=d"),
    ("http://h?x=y", false, "h", 80, "/?x=y"), ("http://h:/p", false, "h", 80, "/p"),
    ("http://[::1]:81/p", false, "::1", 81, "/p"), ("http://[::1]", false, "::1", 80, "/"),
    ("http://user:pass@h/p", false, "h", 80, "/p"),
  ])
  func aURLIsRead(
    _ text: String, _ isSecure: Bool, _ host: String, _ port: Int, _ target: String
  ) throws {
    let url = try #require(HTTPURL(text))
    #expect((url.isSecure, url.host, url.port, url.target) == (isSecure, host, port, target))
  }

  @Test(arguments: [
    "", "h", "ftp://h", "http://", "http:///p", "http://h:0", "http://h:65536", "http://h:x",
    "http://[::1", "http://[::1]x", "http://h/a b", "http://h/a\r\nX: y", "http://h/\u{e9}", "://h",
    "http://" + String(repeating: "a", count: 17_000),
  ])
  func aTextThatIsNoneIsRefused(_ text: String) { #expect(HTTPURL(text) == nil) }

  @Test func aUserIsNotShown() throws {
    let url = try #require(HTTPURL("https://user:pass@h:444/p"))
    #expect(url.userInfo == "user:pass")
    #expect(url.text == "https://h:444/p")
  }

  @Test(arguments: [
    ("/x", "https://h:444/x"), ("//i/x", "https://i/x"), ("http://i/x?y", "http://i/x?y"),
    ("/x?back=http://i/y", "https://h:444/x?back=http://i/y"), ("x", nil), ("ftp://i", nil),
    ("", nil),
  ])
  func aReferenceIsResolved(_ reference: String, _ expected: String?) throws {
    #expect(try #require(HTTPURL("https://h:444/p?q")).resolving(reference)?.text == expected)
  }

  @Test(arguments: [("https://h/p", "?"), ("https://h/p?q=r", "&")])
  func moreIsAddedToAQuery(_ text: String, _ separator: String) throws {
    let url = try #require(HTTPURL(text))
    #expect(url.adding(query: "a=b").text == "\(text)\(separator)a=b")
    #expect(url.adding(query: "").text == text)
  }

  @Test func formsAreEncoded() {
    #expect(
      PercentCoding.form([("scope", "repository:a/b:pull,push x"), ("p", "ä&=+%~")])
        == "scope=repository%3Aa%2Fb%3Apull%2Cpush%20x&p=%C3%A4%26%3D%2B%25~")
    #expect(PercentCoding.decoded("a%3Ab%2") == "a:b%2")
  }
}
