import FileTree
import Glibc
import Testing

/// A disk in a file, with a file system that can clone files, mounted until it is let go.
private final class CloningDisk: Sendable {
  private let folder: ScratchFolder
  /// Where it is mounted.
  let path: String

  init() async throws {
    folder = try ScratchFolder(below: "/dev/shm")
    path = folder.path("mounted")
    try await runShell(
      """
      cd \(folder.path)
      truncate -s 200M disk
      mkfs.btrfs -q disk
      mkdir mounted
      mount -o loop disk mounted
      """)
  }

  deinit { umount2(path, Int32(MNT_DETACH)) }

  /// Whether this machine lets us mount one.
  static var isPossible: Bool {
    geteuid() == 0 && access("/dev/loop-control", W_OK) == 0
      && access("/usr/sbin/mkfs.btrfs", X_OK) == 0
  }
}

/// Where the file system can, staged files are clones: files of their own that cost no bytes.
@Suite(.enabled(if: CloningDisk.isPossible, "no loop devices here")) struct ClonedStagingTests {
  @Test func stagedFilesAreClones() async throws {
    let disk = try await CloningDisk()
    let source = try ScratchFolder(below: disk.path)
    let text = String(repeating: "a model ", count: 100_000)
    for number in 0..<10 { try source.write(text, to: "folder/file-\(number)", mode: 0o640) }
    try source.makeHardLink("second", to: "folder/file-0")
    let staged = try StagingArea(folder: disk.path + "/tmp").stage(FileTree(folder: source))
    #expect(staged.report.clonedFiles == 10)
    #expect(staged.report.linkedFiles == 1)
    #expect(staged.report.copiedBytes == 0)

    let copy = String(decoding: staged.path, as: UTF8.self) + "/second"
    let file = try OpenedFile(path: copy, flags: O_RDWR)
    #expect(pwrite(file.descriptor, "changed", 7, 0) == 7)
    fchmod(file.descriptor, 0o777)
    #expect(try contents(of: source.path("second")) == Array(text.utf8))
    var status = stat()
    #expect(stat(source.path("second"), &status) == 0 && status.st_mode & 0o777 == 0o640)
    // In the staged tree, too, both names are one file.
    let first = String(decoding: staged.path, as: UTF8.self) + "/folder/file-0"
    #expect(try contents(of: first).starts(with: Array("changed".utf8)))
  }
}
