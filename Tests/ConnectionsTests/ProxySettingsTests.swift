import Testing

@testable import Connections

/// Which proxy leads where, by the usual variables.
@Suite struct ProxySettingsTests {
  private func proxy(_ variables: [String: String], for url: String) throws -> String? {
    try ProxySettings { variables[$0] }.proxy(for: #require(HTTPURL(url)))?.text
  }

  @Test(arguments: [
    ("HTTPS_PROXY", "https://h", true), ("https_proxy", "https://h", true),
    ("HTTP_PROXY", "http://h", true), ("http_proxy", "http://h", true),
    ("HTTP_PROXY", "https://h", false), ("HTTPS_PROXY", "http://h", false),
  ])
  func eachSchemeHasItsVariable(_ name: String, _ url: String, _ isUsed: Bool) throws {
    #expect(try proxy([name: "http://p:3128"], for: url) == (isUsed ? "http://p:3128/" : nil))
  }

  @Test func aProxyNeedsNoScheme() throws {
    #expect(try proxy(["HTTP_PROXY": "p:3128"], for: "http://h") == "http://p:3128/")
  }

  @Test(arguments: ["https://p", "socks5://p:1080", "http://", "p:x"])
  func aProxyThatCantBeUsedIsNamed(_ value: String) {
    let error = #expect(throws: HTTPFailure.self) {
      _ = try proxy(["HTTPS_PROXY": value], for: "https://h")
    }
    #expect(error == .unusableProxy("HTTPS_PROXY"))
  }

  @Test(arguments: ["http://localhost", "http://LOCALHOST:81", "http://127.1.2.3", "http://[::1]"])
  func thisMachineIsNeverBehindAProxy(_ url: String) throws {
    #expect(try proxy(["HTTP_PROXY": "p"], for: url) == nil)
  }

  @Test(arguments: [
    ("*", "h", true), ("h", "h", true), ("h", "H", true), ("h", "sub.h", true), ("h", "oh", false),
    (".h", "sub.h", true), (".h", "h", false), ("*.h", "sub.h", true), ("*.h", "h", false),
    ("a, h ,b", "h", true), ("h:80", "h", true), ("h:81", "h", false), ("", "h", false),
    ("10.0.0.0/8", "10.1.2.3", true), ("10.0.0.0/8", "11.1.2.3", false),
    ("10.128.0.0/9", "10.127.0.1", false), ("10.1.2.3", "10.1.2.3", true),
    ("10.1.2.3:80", "10.1.2.3", true), ("10.1.2.3:81", "10.1.2.3", false),
    ("fd00::/8", "[fd00::1]", true), ("fd00::/8", "[fe80::1]", false), ("0.0.0.0/0", "h", false),
    ("10.0.0.0/33", "10.0.0.1", false),
  ])
  func exceptionsGoStraight(_ exceptions: String, _ host: String, _ isExcepted: Bool) throws {
    let found = try proxy(["HTTP_PROXY": "p", "NO_PROXY": exceptions], for: "http://\(host)")
    #expect((found == nil) == isExcepted)
  }
}
