import Testing

@Suite struct OutputTests {
  private static let names = ["reg.example/team/greeter:1", "greeter:next"]

  @Test(arguments: ["docker", "oci"])
  func anArchiveHoldsTheImageUnderAllItsNames(_ type: String) async throws {
    let folder = try ScratchFolder()
    let path = folder.path("image.tar")
    let outcome = try await Command(
      [
        "containerize", "greeter", "-t", Self.names[0], "-t", Self.names[1], "--output",
        "type=\(type),dest=\(path)", "--opt", "force-network-mode=none",
      ]
    ).run()
    expectSuccess(outcome)
    #expect(folder.names == ["image.tar"])
    let archive = try Tar(path)
    if type == "docker" {
      let tags = try archive.text("manifest.json")
      for name in Self.names { #expect(tags.contains("\"\(name)\""), "\(tags)") }
    }
    let index = try archive.text("index.json")
    #expect(index.contains("\"io.containerd.image.name\":\"\(Self.names[0])\""))
    #expect(index.contains("\"io.containerd.image.name\":\"docker.io/library/\(Self.names[1])\""))
    for text in ["Built greeter:v1", path, "sha256:", " MB"] + Self.names {
      #expect(outcome.text.contains(text), "\(outcome.text)")
    }
  }

  @Test func aTarHoldsTheFilesOfTheImage() async throws {
    let folder = try ScratchFolder()
    let home = try MadeHome(commands: ["mkdir /made && echo content > /made/file"])
    let outcome = try await Command(
      ["containerize", "made", "--output", "type=tar,dest=\(folder.path("files.tar"))"],
      home: home
    ).run()
    expectSuccess(outcome)
    let archive = try Tar(folder.path("files.tar"))
    #expect(try archive.text("made/file") == "content\n")
    #expect(try archive.text("home/bentoml/bento/src/serve.py") == "answer = 42\n")
  }

  @Test(arguments: [[], ["--output", "type=docker"], ["--output", "type=docker,dest=-"]])
  func standardOutputGetsTheArchiveAndNothingElse(_ options: [String]) async throws {
    let home = try MadeHome()
    let folder = try ScratchFolder()
    let outcome = try await Command(
      ["containerize", "made"] + options, home: home
    ).run(output: folder.path("image.tar"))
    expectSuccess(outcome)
    let archive = try Tar(folder.path("image.tar"))
    #expect(try archive.text("manifest.json").contains("\"made:v1\""))
    #expect(outcome.errors.contains("Built made:v1"))
  }

  @Test func aPipeGetsTheArchive() async throws {
    let home = try MadeHome()
    let folder = try ScratchFolder()
    let outcome = try await Command(
      ["containerize", "made"], home: home
    ).run(by: ["/bin/sh", "-c", "\"$@\" | /bin/cat > \(folder.path("piped.tar"))", "sh"])
    expectSuccess(outcome)
    let archive = try Tar(folder.path("piped.tar"))
    #expect(try archive.text("manifest.json").contains("\"made:v1\""))
  }

  @Test func aReaderThatGoesAwayIsAFailure() async throws {
    let home = try MadeHome()
    let outcome = try await Command(
      ["containerize", "made", "--progress", "quiet"], home: home
    ).run(by: ["/bin/sh", "-c", "{ \"$@\"; echo $? >&2; } | /usr/bin/head -c 100 >/dev/null", "sh"])
    #expect(outcome.errorLines.count == 2, "\(outcome.errors)")
    #expect(outcome.errors.contains("error: writing standard output: Broken pipe"))
    #expect(outcome.errorLines.last == "1")
  }

  @Test func aPushedImageIsInTheRegistry() async throws {
    let number = freshNumber()
    let name = "\(try variable("BENTOKIT_TEST_REGISTRY"))/made/base:\(number)"
    let home = try MadeHome()
    let pushed = try await Command(
      ["containerize", "made", "-t", name, "--output", "type=image,push=true"],
      home: home
    ).run()
    expectSuccess(pushed)
    #expect(pushed.text.contains("pushed"))
    #expect(pushed.text.contains(name))
    let answer = try HTTPAnswer(
      from: try variable("BENTOKIT_TEST_REGISTRY"), path: "/v2/made/base/manifests/\(number)")
    #expect(answer.text.hasPrefix("HTTP/1.1 200"), "\(answer.text)")
    let digest = try #require(pushed.text.split(separator: "digest: ").last?.prefix(71))
    #expect(answer.text.contains("Docker-Content-Digest: \(digest)"))
  }

  @Test func aRegistryThatDoesNotAnswerIsNamed() async throws {
    let home = try MadeHome()
    let outcome = try await Command(
      [
        "containerize", "made", "-t", "127.0.0.1:1/made:1", "--output", "type=image,push=true",
        "--progress", "quiet",
      ], home: home
    ).run()
    expectFailure(outcome, saying: ["127.0.0.1:1", "connection refused"])
  }
}
