import BuildKit
import Connections
import FileTree
import GRPCBridge
import Glibc
import Testing

/// A daemon over a network that can no longer be reached, without anybody having closed a connection.
@Suite(.takingTurns) struct KeepaliveTests {
  private static let signs = SignsOfLife(interval: .seconds(2), limit: .seconds(1))

  /// The way to a daemon, by plain TCP or by TLS.
  private func port(isSecure: Bool) throws -> FallingSilent {
    let address = try variable(isSecure ? "BENTOKIT_TEST_TLS_ADDRESS" : "BUILDKIT_HOST")
    let place: SocketDialler.Place
    switch try Endpoint(address) {
    case .unix(let path): place = .unix(path: path)
    case .tcp(let host, let port): place = .tcp(host: host, port: port)
    default: throw Failure("no socket: \(address)")
    }
    return try FallingSilent { connectedSocket(to: place) }
  }

  private func tls(isSecure: Bool) throws -> TLSConfiguration? {
    guard isSecure else { return nil }
    return try .reading(
      certificateAuthority: variable("BENTOKIT_TEST_TLS_CA"),
      certificate: variable("BENTOKIT_TEST_TLS_CERT"), key: variable("BENTOKIT_TEST_TLS_KEY"))
  }

  /// The step runs: from here on nothing is heard of it.
  private static func fall(_ way: FallingSilent, silentAt status: StatusResponse) {
    let output = status.logs.map { String(decoding: $0.data, as: UTF8.self) }.joined()
    if output.contains("begun") { way.fallSilent() }
  }

  @Test(arguments: [false, true])
  func aBuildEndsWhenItsDaemonGivesNoSignOfLife(isSecure: Bool) async throws {
    let way = try port(isSecure: isSecure)
    let client = try BuildKitClient(
      endpoint: .tcp(host: "127.0.0.1", port: way.port), tls: tls(isSecure: isSecure),
      signs: Self.signs)
    var request = try BuildRequest(
      dockerfile: "FROM \(busybox)\nRUN echo begun \(unique()); sleep 300\n", context: FileTree())
    // Far behind the signs of life.
    request.timeout = .seconds(240)
    var error: BuildError?
    do {
      _ = try await client.build(request) { Self.fall(way, silentAt: $0) }
    } catch let failure as BuildError {
      error = failure
    }
    #expect(error?.code == .unavailable)
    #expect(error?.message.contains("no sign of life") == true, "\(error?.message ?? "")")
    #expect(error?.advice?.contains("can still be reached") == true)
  }
}

/// A descriptor that is connected to a place; -1 if nobody is there.
private func connectedSocket(to place: SocketDialler.Place) -> Int32 {
  func connected(_ family: Int32, _ pointer: UnsafeRawPointer, _ size: Int) -> Int32 {
    let descriptor = socket(family, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    let result = connect(
      descriptor, pointer.assumingMemoryBound(to: sockaddr.self), socklen_t(size))
    return result == 0 ? descriptor : -1
  }
  switch place {
  case .unix(let path):
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
    return connected(AF_UNIX, &address, MemoryLayout<sockaddr_un>.size)
  case .tcp(_, let port):
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = in_addr_t(0x7f00_0001).bigEndian
    return connected(AF_INET, &address, MemoryLayout<sockaddr_in>.size)
  }
}
