import CLinux
import FileTree
import Glibc
import Testing

@testable import BuildKit

/// How an export becomes files.
@Suite struct FolderExportTests {
  @Test func filesAreAskedForAndTheExportEndsWhenAllAreThere() throws {
    let daemon = try ExportingDaemon()
    try daemon.send([.file("a", size: 6), .folder("b"), .file("b/empty", size: 0), .end])
    #expect(daemon.replies == ["request 0"])
    try daemon.send([.content(0, "abc"), .content(0, "def")])
    #expect(daemon.replies.isEmpty)
    try daemon.send([.content(0, "")])
    #expect(daemon.replies == ["finish"])
    #expect(!daemon.isFinished)
    try daemon.send([.finish])
    #expect(daemon.isFinished)
    #expect(daemon.paths == ["a", "b", "b/empty"])
    #expect(daemon.text("a") == "abcdef" && daemon.text("b/empty") == "")
  }

  @Test func anEmptyExportIsWhole() throws {
    let daemon = try ExportingDaemon(files: ["kept"])
    try daemon.send([.end])
    #expect(daemon.replies == ["finish"])
    #expect(daemon.paths == ["kept"])
  }

  @Test func contentsOfSeveralFilesMayAlternate() throws {
    let daemon = try ExportingDaemon()
    try daemon.send([.file("a", size: 4), .file("b", size: 4), .end])
    try daemon.send([.content(1, "bb"), .content(0, "aa"), .content(1, "BB"), .content(0, "AA")])
    try daemon.send([.content(0, ""), .content(1, "")])
    #expect(daemon.text("a") == "aaAA" && daemon.text("b") == "bbBB")
  }

  /// Modes as Go has them, and what becomes of them for files of another owner.
  static let modes: [(UInt32, mode_t)] = [
    (0o644, 0o644), (0o777, 0o777), (0o000, 0), (0o444, 0o444),
    (0o755 | FileMode.setUserID, 0o755), (0o755 | FileMode.setGroupID, 0o755),
    (0o755 | FileMode.sticky, 0o1755),
  ]

  @Test(arguments: modes)
  func permissionsAreKept(_ given: UInt32, _ expected: mode_t) throws {
    let daemon = try ExportingDaemon()
    let other = geteuid() + 1
    try daemon.send([
      .entry("full", mode: given, size: 1, owner: other), .entry("none", mode: given, owner: other),
      .end, .content(0, "x"), .content(0, ""),
    ])
    #expect(daemon.mode("full") == expected && daemon.mode("none") == expected)
  }

  @Test func ownPowersAreKept() throws {
    let daemon = try ExportingDaemon()
    let mode = 0o755 | FileMode.setUserID | FileMode.setGroupID
    guard geteuid() == getegid() else { return }
    try daemon.send([.entry("file", mode: mode, owner: geteuid()), .end])
    #expect(daemon.mode("file") == 0o6755)
  }

  @Test func foldersGetTheirPermissionsWhenTheirFilesAreThere() throws {
    let daemon = try ExportingDaemon()
    try daemon.send([
      .folder("a", mode: 0o500), .folder("a/b", mode: 0o500), .file("a/b/c", size: 1), .end,
      .content(2, "x"), .content(2, ""),
    ])
    #expect(daemon.mode("a") == 0o500 && daemon.mode("a/b") == 0o500)
    #expect(daemon.text("a/b/c") == "x")
    chmod(daemon.folder + "/a", 0o700)
    chmod(daemon.folder + "/a/b", 0o700)
  }

  @Test(arguments: [0, 1, 1_700_000_000_123_456_789, -1, -1_500_000_000])
  func timesAreKept(_ time: Int64) throws {
    let daemon = try ExportingDaemon()
    try daemon.send([
      .entry("folder", mode: 0o755 | FileMode.folder, time: time),
      .entry("folder/file", size: 1, time: time),
      .entry("folder/link", mode: FileMode.symbolicLink, link: "nowhere", time: time), .end,
      .content(1, "x"), .content(1, ""),
    ])
    for path in ["folder", "folder/file", "folder/link"] {
      let kept = daemon.status(path).st_mtim
      #expect(Int64(kept.tv_sec) * 1_000_000_000 + Int64(kept.tv_nsec) == time, "\(path)")
    }
  }

  @Test func linksAreMadeWhereverTheyLead() throws {
    let daemon = try ExportingDaemon()
    let targets = ["a": "/etc/passwd", "b": "../outside", "c": "missing", "d": "a"]
    try daemon.send(targets.sorted { $0.key < $1.key }.map { .link($0.key, to: $0.value) } + [.end])
    for (path, target) in targets { #expect(daemon.target(path) == target) }
    #expect(daemon.outsideIsUntouched)
  }

  @Test func hardLinksAreOneFile() throws {
    let daemon = try ExportingDaemon(files: ["z"])
    try daemon.send([
      .folder("a"), .file("a/first", size: 3), .entry("second", link: "a/first"),
      .entry("z", link: "a/first"), .end, .content(1, "one"), .content(1, ""),
    ])
    #expect(daemon.text("second") == "one" && daemon.text("z") == "one")
    #expect(daemon.status("second").st_ino == daemon.status("a/first").st_ino)
    #expect(daemon.status("a/first").st_nlink == 3)
  }

  @Test func attributesOfUsersAreKeptAndOthersAreNot() throws {
    let daemon = try ExportingDaemon()
    try daemon.send([
      .entry(
        "file", xattrs: ["user.note": "kept", "security.capability": "x", "trusted.x": "y"]),
      .end,
    ])
    var names = [CChar](repeating: 0, count: 1024)
    let count = llistxattr(daemon.folder + "/file", &names, names.count)
    let shown = String(
      decoding: names.prefix(max(count, 0)).map(UInt8.init(bitPattern:)), as: UTF8.self)
    #expect(!shown.contains("security.capability") && !shown.contains("trusted"))
    // tmpfs had none of these attributes before Linux 6.6.
    if count > 0 { #expect(shown.contains("user.note")) }
  }

  // MARK: What was there before

  @Test func whatIsThereStaysAndWhatHasTheNameIsReplaced() throws {
    let daemon = try ExportingDaemon(files: ["kept", "replaced", "sub/kept", "tree/x/y"])
    try daemon.send([
      .file("replaced", size: 3), .folder("sub"), .file("tree", size: 3), .end,
      .content(0, "new"), .content(0, ""), .content(2, "new"), .content(2, ""),
    ])
    #expect(daemon.paths == ["kept", "replaced", "sub", "sub/kept", "tree"])
    #expect(daemon.text("replaced") == "new" && daemon.text("tree") == "new")
    #expect(daemon.text("kept") == "old" && daemon.text("sub/kept") == "old")
  }

  @Test func aFileIsReplacedAtOnceAndKeptUntilThen() throws {
    let daemon = try ExportingDaemon(files: ["file"])
    let inode = daemon.status("file").st_ino
    try daemon.send([.file("file", size: 3), .content(0, "ne")])
    #expect(daemon.text("file") == "old")
    try daemon.send([.content(0, "w"), .content(0, "")])
    #expect(daemon.text("file") == "new" && daemon.status("file").st_ino != inode)
    #expect(daemon.paths == ["file"])
  }

  @Test func anExportThatFailsKeepsTheOldFile() throws {
    let daemon = try ExportingDaemon(files: ["file"])
    _ = daemon.failure([.file("file", size: 3), .file("other", size: 3), .content(0, "ne"), .error])
    #expect(daemon.text("file") == "old")
    #expect(daemon.paths == ["file"])
  }

  // MARK: Deleting

  static let old = ["a/gone", "a/kept", "a/sub/gone", "b", "c/gone", "z"]

  @Test func whatTheExportDoesNotHoldIsDeleted() throws {
    let daemon = try ExportingDaemon(
      deletes: true, files: Self.old, links: ["link": "../outside"])
    try daemon.send([
      .folder("a"), .file("a/kept", size: 3), .folder("a/new"), .folder("b"), .file("c", size: 0),
      .content(1, "new"), .content(1, ""),
    ])
    #expect(daemon.paths.contains("z") && daemon.paths.contains("a/gone"))
    try daemon.send([.end])
    #expect(daemon.paths == ["a", "a/kept", "a/new", "b", "c"])
    #expect(daemon.text("a/kept") == "new")
    #expect(daemon.outsideIsUntouched)
  }

  @Test func anEmptyExportDeletesEverything() throws {
    let daemon = try ExportingDaemon(deletes: true, files: Self.old)
    try daemon.send([.end])
    #expect(daemon.paths.isEmpty)
  }

  @Test func anExportThatFailsDeletesNothing() throws {
    let daemon = try ExportingDaemon(deletes: true, files: Self.old)
    let before = daemon.paths
    _ = daemon.failure([.folder("a"), .file("b", size: 1), .file("c", size: 1), .error])
    #expect(daemon.paths == before)
  }
}
