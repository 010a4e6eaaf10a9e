import FileTree
import Glibc
import Testing

@testable import BentoContainer

/// The context is there while the program runs, and gone afterwards, whatever happens.
@Suite struct ProcessContextTests {
  let standIn = StandIn()

  private func plan() throws -> ProcessPlan {
    var tree = FileTree()
    try tree.addFile(contents: Array("FROM x".utf8), at: TreePath("env/Dockerfile"))
    try tree.addFolder(standIn.path("source"), at: TreePath("source"))
    var plan = ProcessPlan(
      program: "docker", arguments: [.inContext(try TreePath("env/Dockerfile")), .context])
    plan.context = tree
    return plan
  }

  @Test func theProgramReadsIt() async throws {
    standIn.program("docker", #"cat "$1"; cd "$2" && find . -type f"#)
    standIn.write("kept", to: "source/file")
    let outcome = try await plan().run(options: standIn.options)
    let text = String(decoding: outcome.standardOutput, as: UTF8.self)
    #expect(text.hasPrefix("FROM x"))
    #expect(text.contains("./source/file\n"))
    #expect(outcome.staging?.writtenFiles == 1)
    #expect(outcome.staging?.copiedFiles == 0)
    #expect(standIn.names(in: "home/tmp").isEmpty)
  }

  @Test func itIsGoneAfterAFailure() async throws {
    standIn.program("docker", #"[ -e "$1" ] && exit 9"#)
    await #expect(throws: ProcessFailure.self) { try await plan().run(options: standIn.options) }
    #expect(standIn.names(in: "home/tmp").isEmpty)
  }

  @Test func anotherFolderCanBeNamed() async throws {
    standIn.program("docker", #"echo "$2""#)
    for byVariable in [true, false] {
      var options = standIn.options
      if byVariable {
        let (lookup, folder) = (options.environment, standIn.path("elsewhere"))
        options.environment = { $0 == "BENTOKIT_STAGING_FOLDER" ? folder : lookup($0) }
      } else {
        options.stagingFolder = standIn.path("elsewhere")
      }
      let outcome = try await plan().run(options: options)
      let text = String(decoding: outcome.standardOutput, as: UTF8.self)
      #expect(text.hasPrefix(standIn.path("elsewhere/bentokit-stage-")))
    }
  }

  /// What had to be made goes away again; what was there, or holds something, stays.
  @Test(arguments: [
    ("true", []), ("exit 3", []), ("echo > $HERE/new/file", ["file"]),
  ])
  func aFolderThatIsNamedIsLeftAsItWas(_ script: String, _ left: [String]) async throws {
    standIn.program("docker", script)
    mkdir(standIn.path("old"), 0o755)
    standIn.write("kept", to: "old/file")
    for folder in ["new/inner", "old/inner", "old"] {
      var options = standIn.options
      options.stagingFolder = standIn.path(folder)
      _ = try? await plan().run(options: options)
    }
    #expect(standIn.names(in: "new") == left)
    #expect(standIn.names(in: "").contains("new") == !left.isEmpty)
    #expect(standIn.names(in: "old") == ["file"])
  }

  @Test func aFolderThatCannotBeMadeIsNamedWithAWayOut() async throws {
    standIn.program("docker", "")
    var options = standIn.options
    options.stagingFolder = standIn.write("", to: "file") + "/tmp"
    do {
      _ = try await plan().run(options: options)
      Issue.record("staged in a file")
    } catch let error as ContainerError {
      #expect(error.kind == .unwritableStaging)
      #expect(error.message.contains(standIn.path("file/tmp")))
      #expect(error.message.contains("BENTOKIT_STAGING_FOLDER"))
    }
  }

  @Test func aFileThatCannotBeReadIsNamedAndNothingRuns() async throws {
    standIn.program("docker", "touch $HERE/ran")
    symlink("/nonexistent", standIn.path("source/link"))
    var tree = FileTree()
    try tree.addFolder(standIn.path("source"), options: FolderOptions(symbolicLinks: .follow))
    var plan = try plan()
    plan.context = tree
    await #expect(throws: FileTreeError.self) { try await plan.run(options: standIn.options) }
    #expect(standIn.read("ran") == nil)
    #expect(standIn.names(in: "home/tmp").isEmpty)
  }
}
