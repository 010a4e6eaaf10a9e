import Testing

@testable import Connections

/// Questions of HTTP, and where answers lead.
@Suite struct HTTPRequestTests {
  private func request(_ method: String, _ url: String = "https://h/p") throws -> HTTPRequest {
    HTTPRequest(
      method, try #require(HTTPURL(url)),
      fields: [("Authorization", "Basic x"), ("Content-Type", "y")],
      body: method == "POST" ? "a=b" : "")
  }

  private func redirected(
    _ request: HTTPRequest, _ status: Int, to location: String
  ) throws -> HTTPRequest? {
    let head = try HTTPHead(
      parsing: Array("HTTP/1.1 \(status) X\r\nLocation: \(location)\r\n".utf8))
    return try request.redirected(by: head)
  }

  @Test func itGoesOutWithItsLength() throws {
    #expect(
      try request("POST", "http://h:81/p?q").text(by: nil)
        == "POST /p?q HTTP/1.1\r\nHost: h:81\r\nConnection: close\r\nAuthorization: Basic x\r\n"
        + "Content-Type: y\r\nContent-Length: 3\r\n\r\na=b")
  }

  @Test func aProxyIsToldTheWholeURL() throws {
    let proxy = try #require(HTTPURL("http://u:p%40@proxy"))
    let text = try request("GET", "http://h/p").text(by: proxy)
    #expect(text.hasPrefix("GET http://h/p HTTP/1.1\r\nHost: h\r\n"))
    #expect(text.contains("\r\nProxy-Authorization: Basic dTpwQA==\r\n"))
  }

  @Test(arguments: [301, 302, 303])
  func anOlderRedirectIsAskedWithoutABody(_ status: Int) throws {
    let next = try #require(try redirected(request("POST"), status, to: "/q"))
    #expect(next.method == "GET")
    #expect(next.body.isEmpty)
    #expect(next.url.text == "https://h/q")
    #expect(next.fields.map(\.name) == ["Authorization"])
  }

  @Test(arguments: [307, 308])
  func aNewerRedirectIsAskedTheSame(_ status: Int) throws {
    let next = try #require(try redirected(request("POST"), status, to: "/q"))
    #expect(next.method == "POST")
    #expect(next.body == "a=b")
  }

  @Test(arguments: ["https://other/q", "http://h/q"])
  func aPasswordGoesNowhereElse(_ location: String) throws {
    let error = #expect(throws: HTTPFailure.self) {
      _ = try redirected(request("POST"), 307, to: location)
    }
    #expect(error?.description.contains("no password") == true)
    let next = try #require(try redirected(request("GET"), 307, to: location))
    #expect(next.fields.map(\.name) == ["Content-Type"])
  }

  @Test(arguments: [(200, "/q"), (404, "/q"), (302, "ftp://x"), (302, "q")])
  func whatIsNoRedirectLeadsNowhere(_ status: Int, _ location: String) throws {
    #expect(try redirected(request("GET"), status, to: location) == nil)
  }

  @Test(arguments: [
    ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
    ("\u{ff}\u{3ff}", "w7/Pvw=="),
  ])
  func whoAsksIsBase64(_ pair: String, _ expected: String) {
    #expect(HTTPRequest.basicAuthorization(pair) == "Basic \(expected)")
  }
}
