import Testing

/// Commands that are started with a standard stream closed: nothing that they open takes its place.
@Suite struct ClosedStreamTests {
  private func run(_ words: [String], closing streams: String) async throws -> Command.Outcome {
    try await Command(words).run(
      by: ["/bin/sh", "-c", "exec \"$@\" \(streams)", "sh"], atMost: .seconds(30))
  }

  @Test(arguments: [["workers"], ["build", "--dry-run", "."]])
  func aResultThatCannotBeWrittenIsAFailure(_ words: [String]) async throws {
    expectFailure(
      try await run(words, closing: ">&-"),
      saying: ["writing to standard output: Bad file descriptor"])
  }

  @Test(arguments: ["2>&-", "<&- 2>&-"])
  func whatIsSaidGoesIntoNoOtherFile(_ streams: String) async throws {
    let folder = try ScratchFolder()
    try folder.write("FROM scratch\nCOPY file /\n", to: "context/Dockerfile")
    try folder.write("content\n", to: "context/file")
    let outcome = try await run(
      ["build", folder.path("context"), "--progress", "plain", "-o", folder.path("made")],
      closing: streams)
    expectSuccess(outcome)
    #expect(try contents(of: folder.path("made/file")) == Array("content\n".utf8))
  }

  @Test func anArchiveThatCannotBeWrittenIsAFailure() async throws {
    let folder = try ScratchFolder()
    try folder.write("FROM scratch\nCOPY Dockerfile /\n", to: "Dockerfile")
    let outcome = try await run(
      ["build", folder.path, "-o", "type=oci,dest=-", "--progress", "quiet"], closing: ">&-")
    expectFailure(outcome, saying: ["Bad file descriptor"])
  }

  @Test(arguments: [
    (["build", "-"], "the context - is empty, or can't be read"),
    (["build"], "standard input: Bad file descriptor"),
  ])
  func thereIsNothingToReadFromAStreamThatIsClosed(_ words: [String], _ text: String) async throws {
    let outcome = try await run(words + ["--progress", "quiet"], closing: "<&-")
    expectFailure(outcome, code: 2, saying: [text])
  }
}
