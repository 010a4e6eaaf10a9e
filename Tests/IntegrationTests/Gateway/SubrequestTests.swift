import BuildKit
import FileTree
import Testing

/// What a frontend answers instead of building.
@Suite(.takingTurns) struct SubrequestTests {
  private let dockerfile = """
    # base is where it begins
    FROM \(busybox) AS base
    # GREETING is what is said
    ARG GREETING=hello
    RUN --mount=type=secret,id=token,required=true --mount=type=cache,id=c,target=/c \\
      --mount=type=ssh,id=key echo $GREETING

    # last does nothing
    FROM base AS last
    """

  @Test func stagesAreListed() async throws {
    let answer = try await BuildKitClient.ofEnvironment().ask(
      .targets, about: BuildRequest(dockerfile: dockerfile))
    let targets = answer.value.targets
    #expect(targets.map(\.name) == ["base", "last"])
    #expect(targets.map(\.isDefault) == [false, true])
    #expect(targets.map(\.description) == ["is where it begins", "does nothing"])
    #expect(targets.map(\.base) == [busybox, "base"])
    #expect(targets.map(\.line) == [2, 9])
    #expect(answer.text.contains("TARGET"))
    #expect(answer.json.first == UInt8(ascii: "{"))
  }

  @Test func whatABuildCanBeGivenIsListed() async throws {
    var request = try BuildRequest(dockerfile: dockerfile)
    request.frontendAttributes["build-arg:GREETING"] = "bye"
    let outline = try await BuildKitClient.ofEnvironment().ask(.outline, about: request).value
    #expect(outline.name == "last")
    let argument = try #require(outline.arguments.first)
    #expect(argument.name == "GREETING" && argument.value == "bye" && argument.line == 4)
    #expect(argument.description == "is what is said")
    #expect(outline.secrets.map(\.name) == ["token"] && outline.secrets[0].isRequired)
    #expect(outline.agents.map(\.name) == ["key"] && !outline.agents[0].isRequired)
  }

  @Test func nothingIsBuiltForAnAnswer() async throws {
    let request = try BuildRequest(dockerfile: "FROM \(busybox)\nRUN exit 1\n")
    #expect(
      try await BuildKitClient.ofEnvironment().ask(.targets, about: request).value.targets.count
        == 1)
  }

  @Test func aDaemonWithoutALinterIsNamed() async throws {
    let error = try await #require(throws: BuildError.self) {
      try await BuildKitClient.ofEnvironment().ask(
        .lint, about: BuildRequest(dockerfile: dockerfile))
    }
    #expect(error.code == .unimplemented)
    for text in ["frontend.lint", try variable("BUILDKIT_HOST"), "0.14"] {
      #expect("\(error)".contains(text))
    }
    #expect(!"\(error)".contains("newer daemon"))
  }

  @Test func anErrorInTheDockerfileIsThatOfTheQuestion() async throws {
    let error = try await #require(throws: BuildError.self) {
      try await BuildKitClient.ofEnvironment().ask(
        .targets, about: BuildRequest(dockerfile: "FROM scratch\nNONSENSE\n"))
    }
    #expect(error.message.contains("NONSENSE"))
  }

  @Test func aGraphCannotBeAskedAbout() async throws {
    let request = BuildRequest(definition: Definition(bytes: [0x0A, 0x00]))
    let error = try await #require(throws: BuildError.self) {
      try await BuildKitClient.ofEnvironment().ask(.targets, about: request)
    }
    #expect(error.code == .invalidArgument)
  }
}
