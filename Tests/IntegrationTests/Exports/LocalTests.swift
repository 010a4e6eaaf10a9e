import BuildKit
import FileTree
import Glibc
import Testing

/// The files of an image, into a folder.
@Suite(.takingTurns) struct LocalTests {
  private let folder: ScratchFolder
  private let text = unique()

  init() throws { folder = try ScratchFolder(below: "/dev/shm") }

  private func request(
    _ dockerfile: String = "FROM scratch\nCOPY . /\n", context: FileTree,
    _ attributes: [String: String] = [:], to name: String = "out"
  ) throws -> BuildRequest {
    var request = try BuildRequest(dockerfile: dockerfile, context: context)
    request.exports = [
      .init(
        type: "local", attributes: attributes,
        output: try ExportOutput(folder: folder.path(name)))
    ]
    return request
  }

  private func status(_ name: String) -> stat {
    var status = stat()
    lstat(folder.path(name), &status)
    return status
  }

  private func text(_ name: String) throws -> String {
    String(decoding: try contents(of: folder.path(name)), as: UTF8.self)
  }

  @Test func theFolderHoldsWhatTheImageHolds() async throws {
    try folder.makeFolder("in")
    try folder.write(text, to: "in/deep/er/file", mode: 0o640)
    try folder.write("", to: "in/empty", mode: 0o444)
    try folder.makeFolder("in/none", mode: 0o711)
    try folder.makeLink("in/absolute", to: "/etc/passwd")
    try folder.makeLink("in/dangling", to: "../nowhere")
    try folder.makeHardLink("in/deep/link", to: "in/deep/er/file")
    try folder.write(Array("bytes".utf8), at: Array("in/".utf8) + [0xff, 0xe9])
    let times = [timespec(tv_sec: 1_234_567_890, tv_nsec: 0), timespec(tv_sec: 1, tv_nsec: 0)]
    utimensat(AT_FDCWD, folder.path("in/deep/er/file"), times, 0)
    utimensat(AT_FDCWD, folder.path("in/none"), times, 0)
    var tree = FileTree()
    try tree.addFolder(folder.path("in"))
    _ = try await BuildKitClient.ofEnvironment().build(request(context: tree))

    #expect(try text("out/deep/er/file") == text)
    #expect(status("out/deep/er/file").st_mode & 0o7777 == 0o640)
    #expect(status("out/empty").st_size == 0 && status("out/empty").st_mode & 0o7777 == 0o444)
    #expect(status("out/none").st_mode == S_IFDIR | 0o711)
    for name in ["deep/er/file", "none"] {
      #expect(status("out/" + name).st_mtim.tv_sec == status("in/" + name).st_mtim.tv_sec)
    }
    #expect(status("out/absolute").st_mode & S_IFMT == S_IFLNK)
    #expect(status("out/dangling").st_mode & S_IFMT == S_IFLNK)
    #expect(status("out/deep/link").st_ino == status("out/deep/er/file").st_ino)
    #expect(ScratchFolder.names(in: Array(folder.path("out").utf8)).contains([0xff, 0xe9]))
  }

  @Test func manyFilesAndLargeOnesComeWhole() async throws {
    var tree = FileTree()
    for number in 0..<3000 {
      try tree.addFile(
        contents: Array("\(text) \(number)".utf8), at: TreePath("many/\(number % 7)/\(number)"))
    }
    let large = (0..<(24 << 20)).map { UInt8(truncatingIfNeeded: $0 ^ $0 >> 9) }
    try tree.addFile(contents: large, at: TreePath("large"))
    try tree.addFile(contents: large.reversed(), at: TreePath("other"))
    _ = try await BuildKitClient.ofEnvironment().build(request(context: tree))
    for number in 0..<3000 {
      #expect(try text("out/many/\(number % 7)/\(number)") == "\(text) \(number)")
    }
    #expect(try contents(of: folder.path("out/large")) == large)
    #expect(try contents(of: folder.path("out/other")) == large.reversed())
  }

  @Test func whatIsInTheFolderStaysAndIsReplacedByName() async throws {
    try folder.write("old", to: "out/file")
    try folder.write("kept", to: "out/mine")
    try folder.makeLink("out/sub", to: "..")
    let tree = try FileTree(files: ["file": text, "sub/file": text])
    _ = try await BuildKitClient.ofEnvironment().build(request(context: tree))
    #expect(try text("out/file") == text && text("out/sub/file") == text)
    #expect(try text("out/mine") == "kept")
    #expect(status("out/sub").st_mode & S_IFMT == S_IFDIR)
    #expect(folder.names == ["out"])
  }

  // MARK: Platforms

  private static let twoPlatforms = "linux/amd64,linux/arm64"

  private func platforms(
    _ platforms: String, _ attributes: [String: String] = [:], dockerfile: String
  ) throws -> BuildRequest {
    var request = try request(
      dockerfile, context: FileTree(files: ["amd64": text, "arm64": text, "same": text]),
      attributes)
    request.frontendAttributes["platform"] = platforms
    return request
  }

  @Test func platformsHaveFoldersOfTheirOwn() async throws {
    let request = try platforms(
      Self.twoPlatforms, dockerfile: "FROM scratch\nARG TARGETARCH\nCOPY $TARGETARCH /sub/\n")
    _ = try await BuildKitClient.ofEnvironment().build(request)
    #expect(ScratchFolder.names(in: Array(folder.path("out").utf8)).count == 2)
    #expect(try text("out/linux_amd64/sub/amd64") == text)
    #expect(try text("out/linux_arm64/sub/arm64") == text)
  }

  @Test func platformsMayShareTheFolder() async throws {
    let request = try platforms(
      Self.twoPlatforms, ["platform-split": "false"],
      dockerfile: "FROM scratch\nARG TARGETARCH\nCOPY $TARGETARCH /sub/\n")
    _ = try await BuildKitClient.ofEnvironment().build(request)
    #expect(try text("out/sub/amd64") == text && text("out/sub/arm64") == text)
  }

  @Test func onePlatformMayHaveItsFolder() async throws {
    var request = try platforms(
      "linux/amd64", ["platform-split": "true"], dockerfile: "FROM scratch\nCOPY same /\n")
    request.frontendAttributes["multi-platform"] = "true"
    _ = try await BuildKitClient.ofEnvironment().build(request)
    let names = ScratchFolder.names(in: Array(folder.path("out").utf8))
    let split = "out/" + (names.first.map { String(decoding: $0, as: UTF8.self) } ?? "")
    #expect(try names == [Array("linux_amd64".utf8)] && text(split + "/same") == text)
  }

  // MARK: Failures

  @Test func aFailedBuildLeavesNoFolder() async throws {
    let request = try request("FROM \(busybox)\nRUN false \(text)\n", context: FileTree())
    let error = try await failure(of: request)
    #expect(error.code == .stepFailed)
    #expect(folder.names.isEmpty)
  }

  @Test func aFullDiskFailsTheBuildAndLeavesNoPart() async throws {
    let disk = try MountedMemory(at: ScratchFolder(), options: "size=1m")
    var tree = FileTree()
    try tree.addFile(contents: [UInt8](repeating: 7, count: 4 << 20), at: TreePath("file"))
    var request = try request(context: tree)
    request.exports[0].output = try ExportOutput(folder: disk.path)
    let error = try await failure(of: request)
    #expect(error.code == .local)
    #expect((error.cause as? SystemFailure)?.errno == ENOSPC)
    #expect(ScratchFolder.names(in: Array(disk.path.utf8)).isEmpty)
  }

  @Test func anUnwritableFolderIsNamedBeforeTheBuild() throws {
    try folder.write("", to: "file")
    #expect(
      throws: SystemFailure(
        operation: "writing into the folder \(folder.path("file"))", errno: ENOTDIR)
    ) {
      _ = try ExportOutput(folder: folder.path("file"))
    }
  }

  /// Deleting is only safe where the daemon says that it sends everything at once.
  @Test func nothingIsDeletedForADaemonThatIsTooOld() async throws {
    try folder.write("kept", to: "out/mine")
    let request = try request(context: FileTree(files: ["file": text]), ["mode": "delete"])
    let error = try await failure(of: request)
    #expect((error.cause as? ExportError)?.kind == .deletionUnsupported, "\(error)")
    #expect(try text("out/mine") == "kept")
  }
}
