import FileTree
import Glibc
import Testing

@testable import BuildKit

/// What a daemon may not send into a folder: each is refused by a typed error, leaves no file that
/// isn't whole, and touches nothing outside.
@Suite struct RefusedExportTests {
  typealias Packet = ExportingDaemon.Packet
  static let folder = FileMode.folder

  static let refusals: [(String, [Packet], ExportError.Kind)] = [
    ("a parent folder", [.file("../file", size: 3)], .invalidPath),
    ("a parent folder in between", [.folder("a"), .file("a/../../file", size: 3)], .invalidPath),
    ("a parent folder as a name", [.folder("..")], .invalidPath),
    ("an absolute path", [.file("/tmp/file", size: 3)], .invalidPath),
    ("no path", [.folder("")], .invalidPath),
    ("the folder itself", [.folder(".")], .invalidPath),
    ("a path with an empty name", [.folder("a"), .file("a//b", size: 0)], .invalidPath),
    ("a path that ends with a slash", [.folder("a/")], .invalidPath),
    ("a name that is a dot", [.folder("a"), .file("a/./b", size: 0)], .invalidPath),
    ("a long name", [.file(String(repeating: "n", count: 256), size: 0)], .invalidPath),
    (
      "a long path", [.file(String(repeating: "n/", count: 2048) + "n", size: 0)], .invalidPath
    ),
    ("a file in a folder that never came", [.file("a/b", size: 0)], .outOfOrder),
    ("a file in a file", [.file("a", size: 0), .file("a/b", size: 0)], .outOfOrder),
    ("a file in a link", [.link("a", to: "../outside"), .file("a/b", size: 0)], .outOfOrder),
    ("a file twice", [.file("a", size: 0), .file("a", size: 0)], .outOfOrder),
    ("a link and then a file", [.link("a", to: "/tmp/x"), .file("a", size: 1)], .outOfOrder),
    ("falling names", [.file("b", size: 0), .file("a", size: 0)], .outOfOrder),
    (
      "a folder again", [.folder("a"), .file("a/x", size: 0), .file("b", size: 0), .folder("a")],
      .outOfOrder
    ),
    ("a socket", [.entry("s", mode: 0o666 | 1 << 24)], .unsupportedFile),
    (
      "a folder that is a link", [.entry("a", mode: folder | FileMode.symbolicLink)],
      .unsupportedFile
    ),
    ("a hard link upwards", [.entry("a", link: "../outside/file")], .invalidPath),
    ("a hard link to anywhere", [.entry("a", link: "/etc/passwd")], .invalidPath),
    ("a hard link to a file that was there", [.entry("x", link: "mine")], .linkOutside),
    ("a hard link to a later file", [.entry("a", link: "b"), .file("b", size: 0)], .linkOutside),
    ("a hard link to a folder", [.folder("a"), .entry("b", link: "a")], .linkOutside),
    (
      "more content than announced", [.file("a", size: 2), .content(0, "abc")], .longerThanAnnounced
    ),
    (
      "more content in pieces", [.file("a", size: 3), .content(0, "ab"), .content(0, "cd")],
      .longerThanAnnounced
    ),
    (
      "less content than announced", [.file("a", size: 3), .content(0, "ab"), .content(0, "")],
      .shorterThanAnnounced
    ),
    ("no content at all", [.file("a", size: 3), .content(0, "")], .shorterThanAnnounced),
    ("content for nothing", [.content(0, "abc")], .unrequestedContent),
    ("content for a folder", [.folder("a"), .content(0, "abc")], .unrequestedContent),
    (
      "content of an empty file", [.file("a", size: 0), .content(0, "a")], .unrequestedContent
    ),
    (
      "content after its end",
      [.file("a", size: 1), .content(0, "a"), .content(0, ""), .content(0, "b")],
      .unrequestedContent
    ),
    ("an error", [.error], .daemonFailed),
    ("a request", [.request], .protocolViolation),
    ("an end that comes early", [.finish], .protocolViolation),
    ("an end before the content", [.file("a", size: 1), .end, .finish], .protocolViolation),
    ("a listing after its end", [.file("a", size: 1), .end, .folder("b")], .protocolViolation),
  ]

  @Test(arguments: refusals.indices)
  func whatMayNotBeSentIsRefused(_ index: Int) throws {
    let (what, packets, kind) = Self.refusals[index]
    let daemon = try ExportingDaemon(files: ["mine"])
    let error = daemon.failure(packets)
    #expect((error as? ExportError)?.kind == kind, "\(what): \(String(describing: error))")
    #expect(daemon.outsideIsUntouched, "\(what)")
    #expect(daemon.text("mine") == "old", "\(what)")
    // Whole files may stay: empty ones, and one of a byte.
    for path in daemon.paths where daemon.status(path).st_mode & S_IFMT == S_IFREG {
      #expect(["", "a", "old"].contains(daemon.text(path)), "\(what) leaves \(path)")
    }
  }

  @Test func aPathWithANULIsNoMessage() throws {
    let daemon = try ExportingDaemon()
    #expect(daemon.failure([.raw([97, 0, 98])]) is MalformedMessage)
    #expect(daemon.paths.isEmpty)
  }

  @Test func devicesAreLeftOutAndNoted() throws {
    let daemon = try ExportingDaemon(files: ["mem"])
    try daemon.send([
      .entry("mem", mode: 0o666 | FileMode.device | FileMode.characterDevice),
      .entry("sda", mode: 0o666 | FileMode.device), .end,
    ])
    #expect(daemon.paths == ["mem"] && daemon.text("mem") == "old")
    #expect(daemon.note?.contains("mem and 1 more") == true)
  }

  @Test func anExportHasOnlySoManyEntries() throws {
    let daemon = try ExportingDaemon(limits: .init(entries: 2))
    let error = daemon.failure([.folder("a"), .folder("b"), .folder("c")])
    #expect((error as? ExportError)?.kind == .tooManyEntries)
  }

  @Test(
    arguments: [
      [.folder("aaaa"), .folder("bbbb"), .folder("cccc")],
      [.file("aaaa", size: 1), .file("bbbb", size: 1), .file("cccc", size: 1)],
      [.file("aaaa", size: 0), .entry("b", link: "aaaa"), .entry("c", link: "aaaa")],
      [.entry("a", mode: 0o755 | FileMode.folder, xattrs: ["user.a": "bcdef"])],
    ] as [[ExportingDaemon.Packet]])
  func onlySoMuchOfAListingIsKept(_ packets: [ExportingDaemon.Packet]) throws {
    let daemon = try ExportingDaemon(limits: .init(waitingBytes: 9))
    #expect((daemon.failure(packets) as? ExportError)?.kind == .tooManyEntries)
  }

  @Test func filesThatHaveComeAreNotKept() throws {
    let daemon = try ExportingDaemon(limits: .init(waitingBytes: 9))
    for (id, name) in ["aaaaaaaa", "bbbbbbbb", "cccccccc"].enumerated() {
      let id = UInt32(id)
      try daemon.send([.file(name, size: 1), .content(id, "x"), .content(id, "")])
    }
  }

  @Test func onlySoManyFilesComeAtOnce() throws {
    let daemon = try ExportingDaemon(limits: .init(openFiles: 2))
    let files = ["a", "b", "c"].map { Packet.file($0, size: 2) }
    let error = daemon.failure(files + (0..<3).map { .content($0, "x") })
    #expect((error as? ExportError)?.kind == .tooManyOpenFiles)
    #expect(daemon.paths.isEmpty)
  }

  @Test func linksInTheFolderAreReplacedAndNotFollowed() throws {
    let outside = "../outside/file"
    let daemon = try ExportingDaemon(
      links: ["folder": "../outside", "file": outside, "pipe": outside])
    try daemon.send([
      .file("file", size: 3), .folder("folder"), .file("folder/file", size: 3),
      .entry("pipe", mode: 0o600 | FileMode.namedPipe), .end,
      .content(0, "new"), .content(0, ""), .content(2, "new"), .content(2, ""),
    ])
    #expect(daemon.outsideIsUntouched)
    #expect(daemon.paths == ["file", "folder", "folder/file", "pipe"])
    #expect(daemon.text("file") == "new" && daemon.text("folder/file") == "new")
    #expect(daemon.status("file").st_mode & S_IFMT == S_IFREG)
    #expect(daemon.status("pipe").st_mode & S_IFMT == S_IFIFO)
  }

  @Test(arguments: [true, false])
  func aFolderThatBecomesALinkIsNotFollowed(_ isDeep: Bool) throws {
    let daemon = try ExportingDaemon()
    let folder = isDeep ? "a/b" : "a"
    try daemon.send(
      (isDeep ? [.folder("a")] : []) + [.folder(folder), .file(folder + "/file", size: 3)])
    rename("\(daemon.folder)/a", "\(daemon.folder)/moved")
    symlink(isDeep ? "moved" : "../outside", "\(daemon.folder)/a")
    let error = daemon.failure([.content(isDeep ? 2 : 1, "new"), .end])
    #expect(error is SystemFailure, "\(String(describing: error))")
    #expect(daemon.outsideIsUntouched)
  }
}
