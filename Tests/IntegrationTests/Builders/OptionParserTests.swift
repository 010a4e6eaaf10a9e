import Testing

@testable import BentoContainer

/// Every option that a backend declares is one that its real program knows, with a value that it takes.
@Suite(.takingTurns) struct OptionParserTests {
  /// With `--help` a program reads all its flags and their values, and does nothing.
  @Test(arguments: BackendCase.programs)
  func theProgramsParserTakesEveryOption(_ backend: BackendCase) async throws {
    try await forEachOption(of: backend) { program, words, variables in
      try await Self.answer(program, words.dropLast() + ["--help"] + words.suffix(1), variables)
    }
  }

  /// A Containerfile that can't be parsed ends a build once all options are understood.
  @Test(arguments: BackendCase.programs)
  func theProgramUnderstandsEveryValue(_ backend: BackendCase) async throws {
    try await forEachOption(of: backend, without: Self.parsedOnly) { program, words, variables in
      let answer = try await Self.answer(program, words, variables) ?? "it built"
      return Self.understood.contains { answer.contains($0) } ? nil : answer
    }
  }

  /// What programs say that have understood their options: of the Containerfile, and of what this
  /// machine or this build lacks for an option.
  private static let understood = [
    "unknown instruction: NONSENSE", "Unknown instruction: \"NONSENSE\"",
    "Attestation is not supported for the docker driver",
    "Cache export is not supported for the docker driver", "provided file is not a console",
    "make sure SSH_AUTH_SOCK is set", "$SSH_AUTH_SOCK not set", "uses no non-scratch base images",
    "invalid decryption keys: Unable to read file", "was not found in the provided Dockerfile",
    "can only be set with either 'layers' or 'no-cache'", "no subuid ranges found for user",
  ]

  /// Options with which podman's and buildah's storage keeps an image of its own for the mapping.
  private static let parsedOnly: Set = ["userns_gid_map", "userns_uid_map"]

  @Test(arguments: BackendCase.programs)
  func whatTheProgramDoesNotKnowIsSeen(_ backend: BackendCase) async throws {
    let program = try variable("BENTOKIT_TEST_BUILDERS") + "/" + (backend.builder?.program ?? "")
    let command = (backend.builder?.command ?? []).map(\.text)
    for words in [["--made-up"], ["--no-cache=perhaps"]] {
      #expect(try await Self.answer(program, command + words + ["--help", "/tmp"], [:]) != nil)
    }
  }

  private func forEachOption(
    of backend: BackendCase, without skipped: Set<String> = [],
    _ ask: (String, [String], [String: String]) async throws -> String?
  ) async throws {
    let folder = try ScratchFolder()
    try folder.write("FROM scratch\nNONSENSE\n", to: "env/docker/Dockerfile")
    try folder.write("{}", to: "given/logins.json")
    try folder.write("", to: "given/ignore")
    try folder.write("hidden", to: "given/secret")
    try folder.makeFolder("made")
    // A store of podman's and buildah's of its own: they fail over images that others remove meanwhile.
    try folder.write(
      """
      [storage]
      driver = "vfs"
      graphroot = "\(folder.path("storage"))"
      runroot = "\(folder.path("run"))"
      """, to: "storage.conf")
    let declared = try BentoContainer.backend(named: backend.name)
    let program = try variable("BENTOKIT_TEST_BUILDERS") + "/" + (backend.builder?.program ?? "")
    for option in declared.declaredOptions
    where option.refusal == nil && !skipped.contains(option.name) {
      let values = try #require(
        OptionExamples.values(of: option), "\(option.name) needs an example")
      for value in values {
        var given: AdditionalOptions = [:]
        given[option.name] = value
        let words = try CommandLinePreview.words(
          declared, given, imageTags: ["name"], version: nil, environment: { _ in nil },
          in: folder.path
        ).map { $0.hasPrefix("<context>") ? folder.path + $0.dropFirst(9) : $0 }
        // Of the classic builder, which BuildKit has taken the place of.
        let isClassic = option.name == "disable_content_trust"
        var variables = ["CONTAINERS_STORAGE_CONF": folder.path("storage.conf")]
        if isClassic { variables["DOCKER_BUILDKIT"] = "0" }
        let answer = try await ask(program, words, variables)
        #expect(answer == nil, "\(option.name): \(words)")
      }
    }
  }

  /// What a program says when it fails; nil if it doesn't.
  private static func answer(
    _ program: String, _ words: [String], _ variables: [String: String]
  ) async throws -> String? {
    var plan = ProcessPlan(program: program, arguments: words.map { Argument($0) })
    plan.defaultEnvironment = variables
    do {
      _ = try await plan.run()
      return nil
    } catch let failure as ProcessFailure {
      return failure.lastLines.suffix(3).joined(separator: " | ")
    }
  }
}
