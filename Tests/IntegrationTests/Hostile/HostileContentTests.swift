import BuildKit
import Bytes
import SessionServer
import Testing

/// A daemon that asks a build's content store for what it may not have. What each request does is
/// tested where they are served; here, that the calls end and the build goes on.
@Suite(.takingTurns) struct HostileContentTests {
  private static let service = "/containerd.services.content.v1.Content/"

  /// A message with one text in a field.
  private static func field(_ number: UInt8, _ text: String) -> [UInt8] {
    [number << 3 | 2, UInt8(text.utf8.count)] + Array(text.utf8)
  }

  static let wrongCalls: [(String, String?, [[UInt8]])] = [
    ("Info", "local:", [field(1, "sha256:../../../etc/passwd")]),
    ("Read", "local:", [field(1, "sha256:../../../etc/passwd")]),
    ("Read", "local:", [field(1, "sha256:" + String(repeating: "0", count: 64)), []]),
    ("Delete", "local:", [field(1, "../index.json")]),
    ("Write", "local:", [[0x08, 0x01] + field(6, "no name")]),
    ("Write", "local:", [field(2, "ref") + field(4, "sha256:/etc/passwd")]),
    ("Write", "local:", [[0x08, 0x01] + field(2, "../../escape") + field(6, "x"), [0x08, 0x63]]),
    ("Abort", "local:", [field(1, "../..")]), ("Status", "local:", [field(1, "/etc")]),
    ("Update", "local:", [[]]), ("List", "local:", [field(1, "labels.x==y")]),
    ("Info", "oci:other", [field(1, "x")]), ("Info", nil, [field(1, "x")]),
    ("Write", "local:", [[0xff, 0xff]]), ("Read", "local:", [[0xff]]),
  ]

  @Test(arguments: wrongCalls.indices)
  func aWrongCallEndsAndTheSessionGoesOn(_ index: Int) async throws {
    let (method, store, messages) = Self.wrongCalls[index]
    let folder = try ScratchFolder()
    let cache = folder.path("cache")
    let metadata = store.map {
      [("buildkit-attachable-store-id", $0 == "local:" ? $0 + cache : $0)]
    }
    let wrong =
      HTTP2.call(Self.service + method, stream: 1, metadata: metadata ?? [])
      + messages.flatMap { HTTP2.message($0, stream: 1) }
    let daemon = try FakeDaemon(.calling(wrong, awaiting: [1]))
    defer { withExtendedLifetime(daemon) {} }
    var request = BuildRequest()
    request.timeout = .seconds(60)
    request.cache.exports = [.init(type: "local", attributes: ["dest": cache])]
    _ = try await BuildKitClient(endpoint: daemon.endpoint).build(request)
    #expect(folder.names == ["cache"])
    #expect(ScratchFolder.names(in: Array(cache.utf8)).isEmpty)
  }
}
