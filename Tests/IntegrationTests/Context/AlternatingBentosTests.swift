import Bento
import BentoContainer
import BuildKit
import Glibc
import Testing

/// What one bento's build leaves on a daemon must not get into another one's image.
@Suite(.takingTurns) struct AlternatingBentosTests {
  private static let source = "bentos/made/v1/src/serve.py"
  private static let place = "home/bentoml/bento/"

  /// Two bentos of one name whose only difference is a byte, in files of one length and one time.
  private func twins() throws -> [MadeHome] {
    let text = unique()
    return try ["a", "b"].map { byte in
      let home = try MadeHome()
      try home.folder.write("answer = '\(text)\(byte)'\n", to: Self.source)
      var times = [timespec(tv_sec: 1_700_000_000, tv_nsec: 0)]
      times.append(times[0])
      try #require(utimensat(AT_FDCWD, home.folder.path(Self.source), times, 0) == 0)
      return home
    }
  }

  /// The bento's files in its image, with modes and contents.
  private func built(_ home: MadeHome, on daemon: TestDaemon) async throws -> [String: [UInt8]] {
    let folder = try ScratchFolder(below: "/dev/shm")
    var options = Buildctl.Options()
    options.output = [["type": "tar", "dest": "\(folder.path("image.tar"))"]]
    _ = try await build(
      "made:v1", in: BentoStore(home: home.path), backend: .buildctl(at: daemon.endpoint),
      options: options, timeout: .seconds(150))
    let tar = try Tar(folder.path("image.tar"))
    var files: [String: [UInt8]] = [:]
    for (path, entry) in tar.entries {
      let name = String(decoding: path, as: UTF8.self)
      guard name.hasPrefix(Self.place) else { continue }
      let content = entry.kind == .file ? try tar.contents(path) : entry.linkName
      files[name] = Array("\(entry.kind) \(String(entry.mode, radix: 8)) ".utf8) + content
    }
    return files
  }

  @Test func bentosBuiltInTurnAreAsOnAFreshDaemon() async throws {
    let homes = try twins()
    let shared = try await TestDaemon()
    var images: [[String: [UInt8]]] = []
    for home in homes + homes[..<1] { images.append(try await built(home, on: shared)) }
    for (number, home) in homes.enumerated() {
      let source = try contents(of: home.folder.path(Self.source))
      let arrived = try #require(images[number][Self.place + "src/serve.py"])
      #expect(arrived.suffix(source.count) == source[...])
    }
    #expect(images[0] != images[1])
    #expect(images[2] == images[0])
    let fresh = try await TestDaemon()
    #expect(try await built(homes[1], on: fresh) == images[1])
  }
}
