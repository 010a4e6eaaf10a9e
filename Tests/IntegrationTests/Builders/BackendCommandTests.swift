import Testing

/// `bentokit containerize` by each builder program.
@Suite(.takingTurns) struct BackendCommandTests {
  private static let place = "home/bentoml/bento"

  @Test(arguments: BackendCase.programs)
  func theImageIsThereAndIsNamed(_ backend: BackendCase) async throws {
    let builder = try #require(backend.builder)
    let image = "made-\(backend.name):\(unique())"
    let home = try MadeHome(commands: ["echo $((40 + 2)) > /answer"])
    let outcome = try await backend.containerize("made", backend.keeping(image), home: home).run()
    expectSuccess(outcome)
    let lines = outcome.text.split(separator: "\n")
    #expect(lines.first?.hasPrefix("Built made:v1 in ") == true, "\(outcome.text)")
    #expect(lines.first?.contains(" steps from cache") == true, "\(outcome.text)")
    #expect(lines.contains("  name:   \(image)"))
    #expect(lines.contains { $0.hasPrefix(Self.identity(builder)) }, "\(outcome.text)")
    #expect(lines.contains { $0.hasPrefix("  size:   ") && $0.hasSuffix(" MB") })
    #expect(lines.contains("  loaded into \(builder.runtime)"))
    #expect(lines.last == "  \(builder.runtime) run --rm -p 3000:3000 \(image)")
    let files = try await builder.files(of: image)
    #expect(try files.text("answer") == "42\n")
    #expect(try files.text("\(Self.place)/src/serve.py") == "answer = 42\n")
    #expect(ScratchFolder.names(in: Array((home.path + "/tmp").utf8)).isEmpty)
  }

  /// Which image it is: podman and buildah know its manifest's digest, an Engine's own store an id.
  private static func identity(_ builder: Builder) -> String {
    builder.isBuildKit ? "  id:     sha256:" : "  digest: sha256:"
  }

  @Test(arguments: BackendCase.programs)
  func whatTheBuilderDrawsOnATerminalHidesNoFacts(_ backend: BackendCase) async throws {
    let image = "drawn-\(backend.name):\(unique())"
    let terminal = try PseudoTerminal(columns: 200)
    let (ending, shown) = try await backend.containerize(
      "made", backend.keeping(image), home: MadeHome()
    ).run(on: terminal)
    #expect(ending == .exited(0), "\(shown)")
    for text in ["  name:   \(image)", Self.identity(try #require(backend.builder)), "  size:   "] {
      #expect(shown.contains(text), "\(shown)")
    }
    #expect(terminal.isAsBefore)
  }

  @Test(arguments: BackendCase.programs, [false, true])
  func aFailingStepIsTheEnd(_ backend: BackendCase, _ isQuiet: Bool) async throws {
    let number = freshNumber()
    let home = try MadeHome(commands: ["echo $((\(number) + 1)); echo complained >&2; exit 7"])
    let outcome = try await backend.containerize(
      "made", backend.keeping("failing:\(unique())") + (isQuiet ? ["--quiet"] : []), home: home
    ).run()
    #expect(outcome.ending == .exited(1), "\(outcome.errors)")
    #expect(outcome.output.isEmpty)
    let answer = try #require(UInt64(number)) + 1
    for text in ["\(answer)", "complained"] {
      #expect(outcome.errors.contains(text), "\(outcome.errors)")
    }
    let last = outcome.errorLines.last ?? ""
    #expect(last.hasPrefix("error: "), "\(outcome.errors)")
    #expect(last.contains("7"), "\(outcome.errors)")
    #expect(ScratchFolder.names(in: Array((home.path + "/tmp").utf8)).isEmpty)
  }

  /// Three that the bento asks for: one from a file, although a variable is called like it; one from a
  /// variable of another name; and one from its own.
  @Test(arguments: BackendCase.programs)
  func aStepReadsItsSecrets(_ backend: BackendCase) async throws {
    let builder = try #require(backend.builder)
    let values = ["FIRST": unique(), "SECOND": unique(), "THIRD": unique()]
    let folder = try ScratchFolder()
    try folder.write(values["FIRST"] ?? "", to: "value")
    let names = values.keys.sorted()
    // A cache takes steps that differ in a secret alone for one.
    let mark = unique()
    let home = try MadeHome(
      commands: names.map { #": \#(mark); printf %s "$\#($0)" | tr a-z A-Z > /\#($0)"# },
      envs: names.flatMap { ["- name: \($0)", "  stage: build"] })
    let image = "secret-\(backend.name):\(unique())"
    let outcome = try await backend.containerize(
      "made",
      backend.keeping(image) + [
        "--secret", "id=FIRST,src=\(folder.path("value"))", "--secret", "id=SECOND,env=OTHER",
      ], home: home,
      environment: ["FIRST": "wrong", "OTHER": values["SECOND"], "THIRD": values["THIRD"]]
    ).run()
    expectSuccess(outcome)
    let files = try await builder.files(of: image)
    for (name, value) in values {
      #expect(try files.text(name) == value.uppercased())
      #expect(!outcome.errors.contains(value))
    }
  }

  @Test(arguments: ["docker", "buildx"]) func progressComesAsJSON(_ name: String) async throws {
    let backend = try #require(BackendCase.programs.first { $0.name == name })
    let outcome = try await backend.containerize(
      "made", backend.keeping("json:\(unique())") + ["--progress", "rawjson"], home: MadeHome()
    ).run()
    expectSuccess(outcome)
    #expect(outcome.errors.contains("\"vertexes\""), "\(outcome.errors)")
  }
}
