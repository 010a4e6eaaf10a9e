import Bento
import Glibc
import Testing

/// `bentokit containerfile`, which prints a Dockerfile or writes it to a file.
@Suite struct ContainerfileTests {
  @Test func aFileIsWrittenInThePlaceOfWhatIsThere() async throws {
    let folder = try ScratchFolder()
    let path = try folder.write(String(repeating: "old\n", count: 10_000), to: "Dockerfile")
    let printed = try await Command(["containerfile", "greeter"]).run()
    let written = try await Command(["containerfile", "greeter", "-o", path]).run()
    expectSuccess(printed)
    expectSuccess(written)
    #expect(written.output.isEmpty)
    #expect(written.errors == "Wrote \(path)\n")
    #expect(try contents(of: path) == printed.output)
    #expect(printed.errors.isEmpty)
  }

  @Test func aFolderGetsAFileNamedForTheBento() async throws {
    let folder = try ScratchFolder()
    let outcome = try await Command(["containerfile", "greeter", "--output", folder.path]).run()
    expectSuccess(outcome)
    #expect(folder.names == ["greeter_v1.dockerfile"])
  }

  @Test func aDashIsStandardOutput() async throws {
    let outcome = try await Command(["containerfile", "greeter", "-o", "-"]).run()
    expectSuccess(outcome)
    #expect(outcome.text.contains("FROM "))
  }

  @Test func aFileThatCannotBeWrittenIsNamed() async throws {
    let folder = try ScratchFolder()
    for path in [folder.path("missing/Dockerfile"), "/dev/full"] {
      let outcome = try await Command(["containerfile", "greeter", "-o", path]).run()
      #expect(outcome.ending == .exited(1))
      #expect(outcome.errorLines.count == 1)
      #expect(outcome.errors.contains(path))
    }
  }

  @Test(arguments: [
    ["--enable-features", "grpc,aws"], ["--enable-features=grpc", "--enable-features=aws"],
  ])
  func featuresAreInstalled(_ arguments: [String]) async throws {
    let outcome = try await Command(["containerfile", "greeter"] + arguments).run()
    expectSuccess(outcome)
    #expect(outcome.text.contains("'bentoml[grpc,aws]'"))
  }

  @Test func unknownFeaturesAreRefused() async throws {
    let outcome = try await Command(
      ["containerfile", "greeter", "--enable-features", "grpc,nope"]
    ).run()
    #expect(outcome.ending == .exited(2))
    #expect(outcome.errors.contains("'nope'"))
    #expect(outcome.output.isEmpty)
  }

  @Test func withoutBuildKitThereAreNoMounts() async throws {
    let outcome = try await Command(["containerfile", "greeter", "--no-buildkit"]).run()
    expectSuccess(outcome)
    #expect(!outcome.text.contains("--mount"))
  }

  @Test func theConfigurationSetsThePortOfTheMetrics() async throws {
    let json = #"{"api_server": {"grpc": {"metrics": {"port": 4123}}}}"#
    let outcome = try await Command(
      ["containerfile", "greeter"], environment: ["BENTOML_CONFIG_OVERRIDES": json]
    ).run()
    expectSuccess(outcome)
    #expect(outcome.text.contains("\nEXPOSE 4123\n"))
  }
}
