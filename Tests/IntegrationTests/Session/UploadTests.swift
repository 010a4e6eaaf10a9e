import BuildKit
import FileTree
import Glibc
import Testing
import Threads

/// What a build fetches from its client as if by HTTP.
@Suite(.takingTurns) struct UploadTests {
  /// A tar of a context.
  private func archive(_ files: [String: String]) async throws -> (ScratchFolder, path: String) {
    let folder = try ScratchFolder()
    for (name, text) in files { try folder.write(text, to: "context/\(name)") }
    try await runShell("tar -C \(folder.path("context")) -cf \(folder.path("context.tar")) .")
    return (folder, folder.path("context.tar"))
  }

  private func request(_ source: UploadSource) -> BuildRequest {
    var request = BuildRequest()
    request.frontendAttributes["context"] = request.upload(source)
    request.timeout = .seconds(150)
    return request
  }

  private static let dockerfile = "FROM scratch\nCOPY file /\n"

  @Test(arguments: Daemon.allCases) func aContextInAFileIsBuilt(_ daemon: Daemon) async throws {
    let text = unique()
    let (folder, path) = try await archive(["Dockerfile": Self.dockerfile, "file": text])
    let tar = try await request(.file(path: path)).builtFiles(on: daemon.client())
    #expect(try tar.text("file") == text)
    withExtendedLifetime(folder) {}
  }

  @Test func aContextInMemoryIsBuilt() async throws {
    let text = unique()
    let (folder, path) = try await archive(["Dockerfile": Self.dockerfile, "file": text])
    let bytes = try contents(of: path)
    withExtendedLifetime(folder) {}
    let tar = try await request(.bytes(bytes)).builtFiles()
    #expect(try tar.text("file") == text)
  }

  @Test func aDockerfileAloneIsBuilt() async throws {
    let text = "FROM \(busybox)\nRUN echo \(unique()) > /made && cp /made /copy\n"
    let tar = try await request(.bytes(Array(text.utf8))).builtFiles()
    #expect(try tar.text("made") == tar.text("copy"))
  }

  /// Longer than anything that is queued on the way, and written slowly.
  @Test func aContextThatIsStillBeingWrittenIsBuilt() async throws {
    let size = 24 << 20
    let folder = try ScratchFolder(below: "/dev/shm")
    try await runShell(
      """
      cd \(folder.path); mkdir context
      head -c \(size) /dev/urandom > context/file
      printf 'FROM scratch\\nCOPY file /\\n' > context/Dockerfile
      tar -C context -cf context.tar .
      """)
    var ends: [Int32] = [0, 0]
    try #require(pipe(&ends) == 0)
    let (reader, writer) = (ends[0], ends[1])
    let bytes = try contents(of: folder.path("context.tar"))
    try DetachedThread.start {
      var rest = bytes[...]
      while !rest.isEmpty {
        let piece = rest.prefix(1 << 20)
        let count = piece.withUnsafeBytes { write(writer, $0.baseAddress, $0.count) }
        guard count > 0 else { break }
        rest = rest.dropFirst(count)
        usleep(5000)
      }
      close(writer)
    }
    let tar = try await request(.descriptor(reader)).builtFiles()
    close(reader)
    #expect(try tar.contents("file") == contents(of: folder.path("context/file")))
  }

  @Test func aFileThatIsMissingIsNamed() async throws {
    let error = try await failure(of: request(.file(path: "/nowhere/context.tar")))
    #expect(error.code == .local)
    #expect(error.message.contains("/nowhere/context.tar: No such file"))
  }

  @Test func anAddressThatIsNotOfferedIsRefused() async throws {
    var request = request(.bytes([]))
    request.frontendAttributes["context"] = "http://buildkit-session/absent-\(unique())"
    let error = try await failure(of: request)
    #expect(error.message.contains("nothing is uploaded as absent-"), "\(error)")
  }

  @Test func nothingThatIsWaitedForHoldsUpTheEnd() async throws {
    var ends: [Int32] = [0, 0]
    try #require(pipe(&ends) == 0)
    defer { for end in ends { close(end) } }
    let request = request(.descriptor(ends[0]))
    let build = Task { try await BuildKitClient.ofEnvironment().build(request) }
    try await Task.sleep(for: .milliseconds(500))
    build.cancel()
    await #expect(throws: CancellationError.self) { _ = try await build.value }
  }
}
