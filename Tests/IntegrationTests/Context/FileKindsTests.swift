import BuildKit
import CLinux
import FileTree
import Glibc
import Testing

/// What files are beside their content arrives too.
@Suite(.takingTurns) struct FileKindsTests {
  private func copied(_ folder: ScratchFolder) async throws -> Tar {
    try await BuildRequest(
      dockerfile: "FROM scratch\nCOPY . /\n", context: FileTree(folder: folder)
    ).builtFiles()
  }

  @Test func modesArrive() async throws {
    let folder = try ScratchFolder()
    let modes: [mode_t] = [0o644, 0o755, 0o000, 0o4755, 0o2711, 0o1644, 0o7777]
    for mode in modes {
      try folder.write(unique(), to: "file-\(mode)", mode: mode)
      try folder.makeFolder("folder-\(mode)", mode: mode)
    }
    let tar = try await copied(folder)
    for mode in modes {
      #expect(tar["file-\(mode)"]?.mode == Int(mode))
      #expect(tar["folder-\(mode)"]?.mode == Int(mode))
    }
  }

  @Test func emptyFilesAndFoldersArrive() async throws {
    let folder = try ScratchFolder()
    try folder.write("", to: "empty")
    try folder.makeFolder("hollow")
    let tar = try await copied(folder)
    #expect(tar["empty"]?.kind == .file)
    #expect(tar["empty"]?.size == 0)
    #expect(tar["hollow"]?.kind == .folder)
    #expect(tar.entries.count == 2)
  }

  @Test func symbolicLinksArriveAsTheyAre() async throws {
    let folder = try ScratchFolder()
    let targets = [
      "file", "nowhere", "/etc/passwd", "../outside", String(repeating: "t", count: 300),
    ]
    try folder.write("content", to: "file")
    for (number, target) in targets.enumerated() {
      try folder.makeLink("link-\(number)", to: target)
    }
    let tar = try await copied(folder)
    for (number, target) in targets.enumerated() {
      #expect(tar["link-\(number)"]?.kind == .symbolicLink)
      #expect(tar["link-\(number)"]?.linkName == Array(target.utf8))
    }
  }

  @Test func hardLinksStayOneFile() async throws {
    let folder = try ScratchFolder()
    let text = unique()
    try folder.write(text, to: "b/first")
    try folder.makeHardLink("c-second", to: "b/first")
    try folder.makeHardLink("a-third", to: "b/first")
    let tar = try await copied(folder)
    let names = ["a-third", "b/first", "c-second"]
    let files = names.filter { tar[$0]?.kind == .file }
    #expect(files.count == 1)
    #expect(try files.allSatisfy { try tar.text($0) == text })
    for name in names where !files.contains(name) {
      #expect(tar[name]?.kind == .hardLink)
      #expect(tar[name].map { String(decoding: $0.linkName, as: UTF8.self) } == files.first)
    }
  }

  @Test func aHardLinkWhoseFirstNameIsLeftOutHasTheContent() async throws {
    let folder = try ScratchFolder()
    let text = unique()
    try folder.write(text, to: "a-first")
    try folder.makeHardLink("b-second", to: "a-first")
    let tar = try await BuildRequest(
      dockerfile: "FROM scratch\nCOPY b-second /\n", context: FileTree(folder: folder)
    ).builtFiles()
    #expect(try tar.text("b-second") == text)
  }

  @Test func extendedAttributesArrive() async throws {
    let folder = try ScratchFolder()
    try folder.write("content", to: "file")
    let value: [UInt8] = [0, 1, 0xff, 0x0a]
    let result = setxattr(folder.path("file"), "user.note", value, value.count, 0)
    try #require(result == 0, "/tmp takes no extended attributes: error \(errno)")
    let tar = try await copied(folder)
    #expect(tar["file"]?.extendedAttributes["user.note"] == value)
  }

  @Test func aPipeIsNoReasonToWait() async throws {
    let folder = try ScratchFolder()
    try folder.write("content", to: "file")
    try #require(mkfifo(folder.path("pipe"), 0o644) == 0)
    let tar = try await BuildRequest(
      dockerfile: "FROM scratch\nCOPY file /\n", context: FileTree(folder: folder)
    ).builtFiles()
    #expect(try tar.text("file") == "content")
  }

  /// The content of these two never ends, and is never asked for.
  @Test func devicesAreNeverRead() async throws {
    let folder = try ScratchFolder()
    try folder.write("content", to: "file")
    let devices: [(name: String, type: mode_t, major: UInt32, minor: UInt32)] = [
      ("zero", S_IFCHR, 1, 5), ("loop", S_IFBLK, 7, 250),
    ]
    for device in devices {
      let number = bentokit_device(device.major, device.minor)
      try #require(
        mknod(folder.path(device.name), device.type | 0o600, dev_t(number)) == 0,
        "/tmp takes no devices: error \(errno)")
    }
    let one = try await BuildRequest(
      dockerfile: "FROM scratch\nCOPY file /\n", context: FileTree(folder: folder)
    ).builtFiles()
    #expect(try one.text("file") == "content")
    let all = try await copied(folder)
    #expect(try all.text("file") == "content")
    #expect(all["zero"]?.kind == .characterDevice)
    // COPY takes the bits of a socket off, which leaves this of a block device.
    #expect(all["loop"]?.kind == .characterDevice)
  }

  @Test func aSocketIsAnEmptyFile() async throws {
    let folder = try ScratchFolder()
    try folder.write("content", to: "file")
    let server = try ReversingServer(path: folder.path("socket"))
    let tar = try await copied(folder)
    #expect(try tar.text("file") == "content")
    #expect(tar["socket"]?.kind == .file)
    #expect(tar["socket"]?.size == 0)
    #expect(server.received == 0)
  }
}
