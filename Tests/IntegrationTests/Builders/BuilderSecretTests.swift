import BuildKit
import FileTree
import Testing

@testable import BentoContainer

/// Secrets of the build, as real builders take them. Their ids are names of variables that are set,
/// which some builders would take in the place of a file.
@Suite(.takingTurns) struct BuilderSecretTests {
  struct Way: CustomTestStringConvertible {
    let builder: Builder
    let passing: SecretPassing
    var testDescription: String { "\(builder.testDescription), \(passing)" }
  }

  static let ways = Builder.all.flatMap { builder in
    [SecretPassing.environment, .file].map { Way(builder: builder, passing: $0) }
  }

  @Test(arguments: ways) func aStepReadsThemAndTheImageDoesNotHoldThem(_ way: Way) async throws {
    let image = "secret:\(unique())"
    let values = ["HOME": "hidden " + unique(), "PATH": "other " + unique() + "\n\n"]
    var plan = try way.builder.plan(
      dockerfile: """
        FROM \(busybox)
        RUN --mount=type=secret,id=HOME --mount=type=secret,id=PATH \
        cat /run/secrets/HOME /run/secrets/PATH | sha256sum > /sum # \(unique())
        """, image: image, ["--secret", .secret("HOME"), "--secret", .secret("PATH")])
    plan.secrets = values.sorted { $0.key < $1.key }
      .map { ProcessPlan.Secret(id: $0.key, value: Array($0.value.utf8)) }
    plan.secretPassing = way.passing
    let folder = try ScratchFolder()
    _ = try await plan.run(options: Builder.options(staging: folder))

    let tar = try await way.builder.files(of: image)
    let both = folder.path("both")
    try folder.write((values["HOME"] ?? "") + (values["PATH"] ?? ""), to: "both")
    try await runShell("sha256sum < \(both) > \(both).sum")
    #expect(try tar.contents("sum") == contents(of: both + ".sum"))
    #expect(tar["run/secrets/HOME"]?.size ?? 0 == 0)
  }

  @Test(arguments: Builder.all) func aSecretHasAnyBytes(_ builder: Builder) async throws {
    let image = "secret:\(unique())"
    var plan = try builder.plan(
      dockerfile:
        "FROM \(busybox)\nRUN --mount=type=secret,id=X cat /run/secrets/X > /copy # \(unique())\n",
      image: image, ["--secret", .secret("X")])
    let value = (0..<150_000).map { UInt8(truncatingIfNeeded: $0) }
    plan.secrets = [.init(id: "X", value: value)]
    _ = try await plan.run(options: Builder.options(staging: ScratchFolder()))
    #expect(try await builder.files(of: image).contents("copy") == value)
  }

  @Test(arguments: Builder.all) func aCommandGivesASecret(_ builder: Builder) async throws {
    let image = "secret:\(unique())"
    var plan = try builder.plan(
      dockerfile:
        "FROM \(busybox)\nRUN --mount=type=secret,id=X cat /run/secrets/X > /copy # \(unique())\n",
      image: image, ["--secret", .secret("X")])
    let value = unique()
    plan.pendingSecrets = [.init(id: "X", source: .command("echo \(value)"))]
    _ = try await plan.run(options: Builder.options(staging: ScratchFolder()))
    #expect(try await builder.files(of: image).text("copy") == value + "\n")
  }
}
