import BuildKit
import FileTree
import Glibc
import Synchronization
import Testing

/// A file that can't be sent as it was listed fails the build, by name.
@Suite(.takingTurns) struct UnreadableFilesTests {
  /// What happens to files while they are sent.
  enum Mishap: CaseIterable {
    case grows, shrinks, isWritten, vanishes, isReplaced

    func befall(_ path: String) throws {
      switch self {
      case .grows: try #require(truncate(path, UnreadableFilesTests.size + 1) == 0)
      case .shrinks: try #require(truncate(path, 1) == 0)
      case .isWritten:
        let file = try OpenedFile(path: path)
        try #require(pwrite(file.descriptor, "x", 1, UnreadableFilesTests.size - 1) == 1)
      case .vanishes: try #require(unlink(path) == 0)
      case .isReplaced:
        let file = try OpenedFile(path: path + ".new")
        try #require(ftruncate(file.descriptor, UnreadableFilesTests.size) == 0)
        try #require(rename(path + ".new", path) == 0)
      }
    }
  }

  private static let size = 64 << 20

  /// Few files are read at once, and the last one that is asked for only long after the first bytes
  /// have arrived.
  @Test(arguments: Mishap.allCases)
  func aFileThatChangesWhileItIsSentFailsTheBuild(_ mishap: Mishap) async throws {
    let folder = try ScratchFolder()
    let files = (0..<4).map { "long-\($0)" }
    for file in files { try folder.makeSparseFile(file, size: Self.size) }
    let request = try BuildRequest(
      dockerfile: "FROM scratch\nCOPY . /\n", context: FileTree(folder: folder))
    let hasHappened = Mutex(false)
    let client = try BuildKitClient.ofEnvironment()
    let error = await #expect(throws: BuildError.self) {
      _ = try await client.build(request) { status in
        let isSending = status.statuses.contains {
          $0.id.hasPrefix("transferring context") && $0.current > 1 << 20
        }
        guard isSending, !hasHappened.withLock({ exchange(&$0, with: true) }) else { return }
        for file in files {
          do { try mishap.befall(folder.path(file)) } catch { Issue.record(error) }
        }
      }
    }
    #expect(hasHappened.withLock { $0 })
    #expect(error?.code == .local)
    let cause = error?.cause as? FileTreeError
    #expect(cause?.code == (mishap == .vanishes ? .vanished : .changed))
    #expect(files.contains { error?.message.contains(folder.path($0)) == true })
  }

  /// Files of sysfs that can only be written are refused to root too.
  @Test func aFileThatMayNotBeReadFailsTheBuild() async throws {
    var tree = FileTree()
    try tree.addFolder("/sys/bus/cpu")
    let request = try BuildRequest(dockerfile: "FROM scratch\nCOPY uevent /\n", context: tree)
    let error = try await failure(of: request)
    #expect(error.code == .local)
    #expect((error.cause as? FileTreeError)?.code == .notPermitted)
    #expect(error.message.contains("/sys/bus/cpu/uevent"))
  }

  /// Files of sysfs are listed with a page's length and hold less.
  @Test func aFileShorterThanListedFailsTheBuild() async throws {
    var tree = FileTree()
    try tree.addFolder("/sys/bus/cpu")
    let request = try BuildRequest(
      dockerfile: "FROM scratch\nCOPY drivers_autoprobe /\n", context: tree)
    let error = try await failure(of: request)
    #expect(error.code == .local)
    #expect((error.cause as? FileTreeError)?.code == .changed)
    #expect(error.message.contains("/sys/bus/cpu/drivers_autoprobe"))
  }
}

private func exchange(_ value: inout Bool, with new: Bool) -> Bool {
  defer { value = new }
  return value
}
