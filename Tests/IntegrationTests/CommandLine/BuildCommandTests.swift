import Testing

/// `bentokit build`, of what is no bento.
@Suite struct BuildCommandTests {
  private let text = unique()

  private func folder(_ dockerfile: String? = nil) throws -> ScratchFolder {
    let folder = try ScratchFolder(below: "/dev/shm")
    try folder.write(
      dockerfile ?? """
        FROM \(busybox) AS one
        ARG GREETING=none
        RUN echo -n "$GREETING \(text)" > /greeting
        FROM one
        COPY f /f
        """, to: "Dockerfile")
    try folder.write(text, to: "f")
    return folder
  }

  private func build(
    _ arguments: [String], input: String? = nil, environment: [String: String?] = [:]
  ) async throws -> Command.Outcome {
    let prefix = input.map { ["/bin/sh", "-c", "exec \"$@\" < '\($0)'", "sh"] } ?? []
    return try await Command(
      ["build", "--progress", "plain"] + arguments, environment: environment
    ).run(by: prefix)
  }

  private func tar(_ folder: ScratchFolder) throws -> Tar { try Tar(folder.path("o.tar")) }

  private func output(_ folder: ScratchFolder) -> [String] {
    ["--output", "type=tar,dest=\(folder.path("o.tar"))"]
  }

  @Test func aFolderIsBuilt() async throws {
    let folder = try folder()
    let outcome = try await build(
      [folder.path, "--build-arg", "GREETING=hello"] + output(folder))
    expectSuccess(outcome)
    #expect(try tar(folder).text("f") == text)
    #expect(try tar(folder).text("greeting") == "hello \(text)")
    #expect(outcome.text.contains("Built in"))
  }

  @Test func aNameThatNothingGetsIsToldWithAWayOut() async throws {
    let folder = try folder("FROM scratch\nCOPY f /\n")
    let outcome = try await build([folder.path, "-t", "a:1", "-t", "b:1"])
    expectSuccess(outcome)
    #expect(outcome.errors.contains("nothing gets the name a:1, b:1: "), "\(outcome.errors)")
    #expect(outcome.errors.contains("--load, --push or --output"), "\(outcome.errors)")
    #expect(outcome.text.contains("  only in the build cache\n"), "\(outcome.text)")
    #expect(!outcome.text.contains("a:1"), "\(outcome.text)")
  }

  @Test func whatWouldPushNothingIsWrongUsage() async throws {
    let folder = try folder()
    for flags in [["--push"], ["-o", "type=image,push=true"]] {
      let outcome = try await build([folder.path, "--addr", "unix:///nonexistent"] + flags)
      expectFailure(outcome, code: 2, saying: ["needs a name", "-t "])
    }
  }

  @Test func aDockerfileIsElsewhereOrPiped() async throws {
    let folder = try folder()
    try folder.write("FROM scratch\nCOPY f /other\n", to: "elsewhere/Other")
    expectSuccess(
      try await build(
        [folder.path, "-f", folder.path("elsewhere/Other")] + output(folder)))
    #expect(try tar(folder).text("other") == text)
    expectSuccess(
      try await build(
        [folder.path, "-f", "-"] + output(folder), input: folder.path("elsewhere/Other")))
    #expect(try tar(folder).text("other") == text)
    expectSuccess(
      try await build(
        ["-", "--target", "one"] + output(folder), input: folder.path("Dockerfile")))
    #expect(try tar(folder).text("greeting") == "none \(text)")
  }

  @Test func buildctlsFlagsBuildTheSame() async throws {
    let folder = try folder()
    expectSuccess(
      try await build(
        [
          "--frontend", "dockerfile.v0", "--local", "context=\(folder.path)", "--local",
          "dockerfile=\(folder.path)", "--opt", "target=one", "--opt", "build-arg:GREETING=bye",
        ] + output(folder)))
    #expect(try tar(folder).text("greeting") == "bye \(text)")
    #expect(try tar(folder)["f"] == nil)
  }

  @Test func aFrontendFromTheRegistryBuilds() async throws {
    let folder = try folder()
    expectSuccess(
      try await build(
        [
          "--frontend", "gateway.v0", "--opt", "source=docker/dockerfile:1", "--local",
          "context=\(folder.path)", "--local", "dockerfile=\(folder.path)",
        ] + output(folder)))
    #expect(try tar(folder).text("f") == text)
  }

  @Test func theFilesThatTellOfABuildAreWritten() async throws {
    let folder = try folder()
    let outcome = try await build([
      folder.path, "--output", "type=oci,dest=\(folder.path("o.tar"))", "--ref-file",
      folder.path("ref"), "--trace", folder.path("trace"), "--metadata-file", folder.path("meta"),
    ])
    expectSuccess(outcome)
    let ref = String(decoding: try contents(of: folder.path("ref")), as: UTF8.self)
    #expect(ref.count == 25 && ref.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) })
    let trace = String(decoding: try contents(of: folder.path("trace")), as: UTF8.self)
    let lines = trace.split(separator: "\n")
    #expect(lines.count > 3 && lines.allSatisfy { $0.hasPrefix("{") && $0.hasSuffix("}") })
    #expect(trace.contains("\"name\":\"[stage-1 1/1] COPY f /f\""))
    // A second build is added.
    expectSuccess(
      try await build([
        folder.path, "--output", "type=oci,dest=\(folder.path("o.tar"))", "--trace",
        folder.path("trace"),
      ]))
    #expect(try contents(of: folder.path("trace")).count > trace.utf8.count)
  }

  @Test func aRefIsWrittenOfAFailedBuildToo() async throws {
    let folder = try folder("FROM \(busybox)\nRUN exit 3\n")
    let outcome = try await build([folder.path, "--ref-file", folder.path("ref")])
    #expect(outcome.ending == .exited(1))
    #expect(try contents(of: folder.path("ref")).count == 25)
  }

  @Test func aPolicyOfAFileHolds() async throws {
    let folder = try folder()
    let policy = try folder.write(
      #"{"rules":[{"action":"DENY","selector":{"identifier":"docker-image://docker.io/library/busybox*"}}]}"#,
      to: "policy.json")
    for outcome in [
      try await build([folder.path, "--source-policy-file", policy, "--progress", "quiet"]),
      try await build(
        [folder.path, "--progress", "quiet"],
        environment: ["EXPERIMENTAL_BUILDKIT_SOURCE_POLICY": policy]),
    ] {
      #expect(outcome.ending == .exited(1))
      #expect(outcome.errors.contains("denied by policy"))
    }
  }

  @Test func theEpochOfTheEnvironmentCounts() async throws {
    let folder = try folder()
    let path = folder.path("o.tar")
    expectSuccess(
      try await build(
        [folder.path, "--output", "type=oci,dest=\(path)"],
        environment: ["SOURCE_DATE_EPOCH": "1000000000"]))
    #expect(contains(try contents(of: path), "\"created\":\"2001-09-09T01:46:40Z\""))
  }

  /// What would be sent, of which `buildctl` can be told the same.
  @Test func aDryRunTellsWhatWouldBeSent() async throws {
    let folder = try folder()
    let flags = [
      "--target", "one", "--build-arg", "GREETING=hi", "--secret", "id=s,value=hush", "--no-cache",
      "--dry-run",
    ]
    let outcome = try await build([folder.path] + flags + output(folder))
    expectSuccess(outcome)
    #expect(folder.names == ["Dockerfile", "f"])
    #expect(!outcome.text.contains("hush"))
    let line = try #require(outcome.text.split(separator: "\n").last)
    let command = line.replacing(
      "buildctl ", with: "\(try variable("BENTOKIT_BUILDCTL")) ", maxReplacements: 1
    )
    .replacing("<context>", with: folder.path).replacing("<dockerfile>", with: folder.path)
    try await runShell("s=x \(command) 2> /dev/null")
    #expect(try tar(folder).text("greeting") == "hi \(text)")
    #expect(try tar(folder)["f"] == nil)

    let json = try await build([folder.path, "--format", "json"] + flags)
    expectSuccess(json)
    for text in [#""build-arg:GREETING" : "hi""#, #""noCache" : true"#, #""kind" : "solve""#] {
      #expect(json.text.contains(text), "\(json.text)")
    }
    #expect(!json.text.contains("hush") && !json.text.contains("bento\""))
    #expect(try await build([folder.path, "--dry-run", "--check"]).ending != .exited(0))
  }

  @Test func stagesAndOutlineArePrinted() async throws {
    let folder = try folder()
    let targets = try await build([folder.path, "--call", "targets"])
    expectSuccess(targets)
    #expect(targets.text.contains("one"))
    let json = try await build([folder.path, "--call", "outline,format=json"])
    expectSuccess(json)
    #expect(json.text.contains("\"GREETING\""))
    let asked = try await build([
      "--frontend", "dockerfile.v0", "--opt", "requestid=frontend.subrequests.describe", "--local",
      "context=\(folder.path)", "--local", "dockerfile=\(folder.path)",
    ])
    expectSuccess(asked)
    #expect(asked.text.contains("outline"))
  }

  @Test func findingsArePrintedWithTheirLines() async throws {
    let folder = try folder("FROM scratch AS Base\nLABEL a=b\n")
    let new = ["BUILDKIT_HOST": try variable("BENTOKIT_TEST_NEW_BUILDKIT_HOST") as String?]
    let outcome = try await build([folder.path, "--check"], environment: new)
    #expect(outcome.ending == .exited(1))
    for text in [
      "StageNameCasing", "https://", "Dockerfile:1", " >    1 | FROM scratch AS Base", "1 finding",
    ] {
      #expect(outcome.text.contains(text), "\(outcome.text)")
    }
    let json = try await build(
      [folder.path, "--call", "check,format=json,ignorestatus=true"], environment: new)
    expectSuccess(json)
    #expect(json.text.contains("\"ruleName\": \"StageNameCasing\""))
    let good = try self.folder("FROM scratch AS base\nLABEL a=b\n")
    let clean = try await build([good.path, "--check"], environment: new)
    expectSuccess(clean)
    #expect(clean.text == "No findings.\n")
    expectFailure(
      try await build([folder.path, "--check", "--progress", "quiet"]),
      saying: ["frontend.lint", "0.14"])
  }

  @Test func aBentosDockerfileIsChecked() async throws {
    let new = ["BUILDKIT_HOST": try variable("BENTOKIT_TEST_NEW_BUILDKIT_HOST") as String?]
    let outcome = try await Command(["containerfile", "greeter", "--check"], environment: new).run()
    expectSuccess(outcome)
    #expect(outcome.text == "No findings.\n")
    let outline = try await Command(["containerfile", "greeter", "--outline"]).run()
    expectSuccess(outline)
    #expect(outline.text.contains("BENTO_USER"))
    let old = try await Command(["containerfile", "greeter", "--check"]).run()
    expectFailure(old, saying: ["frontend.lint", "0.14"])
  }

  @Test(arguments: [
    ([], "nothing to build"), (["--file", "x"], "CONTEXT"), ([".", "--add-host", "x"], "add-host"),
    ([".", "--platform", "a/b/c/d"], "platform"), ([".", "--allow", "all"], "network.host"),
    ([".", "--network", "bridge"], "network"), ([".", "--ulimit", "speed=1"], "ulimit"),
    ([".", "--attest", "x"], "attest"), (["/absent"], "/absent"),
    ([".", "--load"], "no docker, podman or nerdctl"),
    ([".", "--check", "--call", "lint"], "--check"),
    ([".", "--source-policy-file", "/absent"], "/absent"),
    ([".", "--trace", "/absent/trace"], "/absent/trace"),
  ])
  func whatCannotBeBuiltIsExplained(_ arguments: [String], _ text: String) async throws {
    let outcome = try await build(arguments)
    #expect(outcome.ending != .exited(0))
    #expect(outcome.errors.contains(text), "\(outcome.errors)")
  }
}
