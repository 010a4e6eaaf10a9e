import Testing

/// `bentokit build -`: an archive of a context, or a Dockerfile, from standard input.
@Suite struct PipedContextTests {
  private let text = unique()

  private func folder() throws -> ScratchFolder {
    let folder = try ScratchFolder(below: "/dev/shm")
    try folder.write("FROM scratch\nCOPY f /\n", to: "Dockerfile")
    try folder.write("FROM scratch\nCOPY f /other\n", to: "Other")
    try folder.write(text, to: "f")
    return folder
  }

  /// Builds what a command of the shell writes.
  private func build(
    _ arguments: [String] = [], from input: String, in folder: ScratchFolder,
    daemon: String = "BUILDKIT_HOST"
  ) async throws -> Command.Outcome {
    try await Command(
      ["build", "--progress", "plain", "-"] + arguments
        + ["--output", "type=tar,dest=\(folder.path("o.tar"))"],
      environment: ["BUILDKIT_HOST": try variable(daemon)]
    ).run(by: ["/bin/sh", "-c", "PATH=/usr/bin:/bin; cd \(folder.path); (\(input)) | \"$@\"", "sh"])
  }

  private func tar(_ folder: ScratchFolder) throws -> Tar { try Tar(folder.path("o.tar")) }

  @Test(arguments: ["", "--gzip", "--bzip2", "--xz", "--format=v7", "--format=pax"])
  func anArchiveIsTheContext(_ flag: String) async throws {
    let folder = try folder()
    let input = "tar -c \(flag) -f - Dockerfile Other f"
    expectSuccess(try await build(from: input, in: folder))
    #expect(try tar(folder).text("f") == text)
    expectSuccess(try await build(["-f", "Other"], from: input, in: folder))
    #expect(try tar(folder).text("other") == text)
  }

  @Test(arguments: ["BENTOKIT_TEST_NEW_BUILDKIT_HOST"])
  func aNewerDaemonTakesItToo(_ daemon: String) async throws {
    let folder = try folder()
    let input = "tar -cz Dockerfile f"
    expectSuccess(try await build(from: input, in: folder, daemon: daemon))
    #expect(try tar(folder).text("f") == text)
  }

  /// The Dockerfile may stay outside.
  @Test func aDockerfileIsReadHere() async throws {
    let folder = try folder()
    expectSuccess(
      try await build(["-f", folder.path("Other")], from: "tar -c f", in: folder))
    #expect(try tar(folder).text("other") == text)
  }

  @Test func anArchiveMayComeInSmallPieces() async throws {
    let folder = try folder()
    let input = "tar -c -f t Dockerfile f; head -c 100 t; sleep 0.3; tail -c +101 t | dd bs=7"
    expectSuccess(try await build(from: input, in: folder))
    #expect(try tar(folder).text("f") == text)
  }

  @Test func aDockerfileNeedsNoContext() async throws {
    let folder = try folder()
    let input = "printf 'FROM \(busybox)\\n'; sleep 0.3; printf 'RUN echo -n \(text) > /made\\n'"
    expectSuccess(try await build(from: input, in: folder))
    #expect(try tar(folder).text("made") == text)
  }

  @Test(arguments: [
    ("true", [], 2, "the context - is empty, or can't be read"),
    ("exec 3< /; cat <&3 2> /dev/null", [], 2, "the context - is empty, or can't be read"),
    ("tar -c f | zstd", [], 2, "packed by zstd, which BuildKit doesn't unpack; unpack it (tar"),
    ("tar -c f", ["-f", "-"], 2, "standard input is the context already"),
    ("cat Dockerfile", ["-f", "-"], 2, "standard input is the context already"),
    ("cat Dockerfile", ["-f", "Other"], 2, "the context - is a Dockerfile already"),
    ("tar -c f", [], 1, "failed to read dockerfile: open Dockerfile: no such file or directory"),
    ("tar -cz Dockerfile f | head -c 100", [], 1, "failed to read dockerfile"),
    ("gzip -c Dockerfile", [], 1, "failed to read dockerfile"),
    ("head -c 3000 /dev/zero | tr '\\0' '\\1'", [], 1, "unknown instruction"),
    ("echo NONSENSE", [], 1, "unknown instruction: NONSENSE"),
  ])
  func whatCantBeBuiltIsTold(
    _ input: String, _ arguments: [String], _ code: Int32, _ words: String
  ) async throws {
    let folder = try folder()
    let outcome = try await build(arguments, from: input, in: folder)
    #expect(outcome.ending == .exited(code), "\(outcome.errors)")
    #expect(outcome.errors.contains(words), "\(outcome.errors)")
  }
}
