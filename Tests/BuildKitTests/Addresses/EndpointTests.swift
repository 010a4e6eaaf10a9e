import BuildKit
import Testing

/// How addresses are read, and written back.
@Suite struct EndpointTests {
  static let addresses: [(String, Endpoint)] = [
    ("unix:///run/buildkit/buildkitd.sock", .unix(path: "/run/buildkit/buildkitd.sock")),
    ("unix://relative.sock", .unix(path: "relative.sock")),
    ("unix:///with space%20?", .unix(path: "/with space%20?")),
    ("tcp://builder:1234", .tcp(host: "builder", port: 1234)),
    ("tcp://[::1]:1234", .tcp(host: "::1", port: 1234)),
    ("docker://", .docker(.active)),
    ("docker://remote-1", .docker(.context("remote-1"))),
    ("docker:///var/run/docker.sock", .docker(.unix(path: "/var/run/docker.sock"))),
    ("docker://engine:2376", .docker(.tcp(host: "engine", port: 2376))),
    ("docker://[::1]:2376", .docker(.tcp(host: "::1", port: 2376))),
  ]

  @Test(arguments: addresses)
  func anAddressIsReadAndWrittenBack(address: String, endpoint: Endpoint) throws {
    #expect(try Endpoint(address) == endpoint)
    #expect("\(endpoint)" == address)
  }

  static let invalid = [
    "", "unix", "/run/buildkitd.sock", "unix://", "unix://a\0b",
    "unix://" + String(repeating: "x", count: 108), "tcp://", "tcp://host", "tcp://host:",
    "tcp://:1",
    "tcp://host:0", "tcp://host:65536", "tcp://host:+1", "tcp://host:1/path", "http://host:1",
    "docker://x", "docker://-x", "docker://a/b", "docker://a:b", "docker://../x", "docker://a b",
    "docker://a?b=c",
  ]

  @Test(arguments: invalid)
  func whatIsNoAddressIsRefusedByName(address: String) {
    let error = #expect(throws: Endpoint.InvalidAddress.self) { try Endpoint(address) }
    #expect(error?.address == address)
    #expect(error?.reason.isEmpty == false)
  }
}
