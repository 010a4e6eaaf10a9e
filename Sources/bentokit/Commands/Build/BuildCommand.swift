import ArgumentParser
import Bento
import BentoContainer
import BuildKit
import BuildProgress
import FileTree

struct BuildCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "build",
    abstract: "Build a Dockerfile, or whatever else BuildKit builds.",
    discussion: """
      BuildKit is spoken to directly. With a CONTEXT (a folder, a git repository, a URL, or - for a \
      Dockerfile or an archive of a context from standard input), its Dockerfile is built, as by \
      docker buildx build, with the proxies of Docker's config.json as build arguments. Without one, \
      --frontend and --local name what is built, as for buildctl build; without a frontend \
      either, a build graph (LLB) is read from standard input. Without --output, the result stays in \
      the daemon's cache; where a Docker Engine builds, an image with a name is kept by that Engine.

      Examples:
        bentokit build . -t reg.example/app:1 --push
        bentokit build . -f images/Dockerfile --target test --build-arg VERSION=2
        bentokit build . -o type=oci,dest=app.tar --platform linux/amd64,linux/arm64
        bentokit build --frontend gateway.v0 --opt source=docker/dockerfile \\
          --local context=. --local dockerfile=.
        my-llb-program | bentokit build --local src=.
      """)

  @Argument(
    help: ArgumentHelp("The files that the Dockerfile is built from.", valueName: "context"))
  var context: String?

  @Option(
    name: .shortAndLong,
    help: "The Dockerfile; - for standard input. Else Dockerfile in the context.")
  var file: String?

  @Option(
    name: .shortAndLong, parsing: .unconditionalSingleValue,
    help: "A name for the image; repeatable.")
  var tag: [String] = []

  @Option(help: "What makes the build: dockerfile.v0, or gateway.v0 with --opt source=IMAGE.")
  var frontend: String?

  @Option(
    parsing: .unconditionalSingleValue, help: "An option of the frontend: KEY=VALUE; repeatable.")
  var opt: [String] = []

  @Option(
    parsing: .unconditionalSingleValue,
    help: "A folder that the build may read: NAME=FOLDER; repeatable.")
  var local: [String] = []

  @OptionGroup(title: "Dockerfile") var dockerfile: DockerfileFlags
  @OptionGroup(title: "Build") var solve: SolveFlags

  @OptionGroup(title: "Results") var results: ExportFlags

  @OptionGroup var calling: CallFlags
  @OptionGroup var planning: PlanFlags
  @OptionGroup var saying: SayingOptions
  @OptionGroup(title: "Builder") var builder: BuilderOptions

  private var source: BuildSource {
    BuildSource(context: context, file: file, isFrontendNamed: frontend != nil)
  }

  func validate() throws {
    if frontend == "" {
      throw ValidationError("--frontend is empty; name one, such as dockerfile.v0, or leave it out")
    }
    try source.validate()
    if planning.dryRun, try calling.call != nil {
      throw ValidationError("--dry-run shows a build; leave out --check and --call")
    }
  }

  func run() async throws {
    let backend = try builder.backend()
    let endpoint = builder.likelyEndpoint
    var given = given(for: backend)
    if context != nil { try await given.addProxies(for: endpoint) }
    let build = try build(given, on: backend)
    if planning.dryRun {
      return try planning.show(notes: build.notes, text: build.text, json: build.json)
    }
    if let call = try calling.call ?? build.question.map(FrontendCall.init) {
      return try await call.answer(isJSON: calling.isJSON, ignoresStatus: calling.ignoresStatus) {
        question in
        try await Interruption.cancelling { try await build.ask(question) }
      } lint: {
        try await Interruption.cancelling { try await build.ask(.lint) }
      }
    }
    let verbosity = saying.verbosity
    if let start = builder.note(of: endpoint) { verbosity.say(start) }
    for note in build.notes { verbosity.say("note: \(note)") }
    if !tag.isEmpty, given["output"] == .texts([]) {
      verbosity.say(
        "note: nothing gets the name \(tag.joined(separator: ", ")): the result is only in the build "
          + "cache; send it on by --load, --push or --output")
    }
    let display = ShownBuild(mode: try saying.mode(given), verbosity: verbosity)
    let report = try await Interruption.cancelling {
      try await display.showing { onEvent in try await build.build(onEvent: onEvent) }
    }
    try Summary.show(report, withWarnings: display.mode == .quiet)
  }

  private func build(_ given: AdditionalOptions, on backend: Buildctl) throws -> SourceBuild {
    do {
      return try SourceBuild(source.read(), backend: backend, options: given, names: tag)
    } catch let error as FileTreeError {
      throw CommandMistake("\(error)")
    } catch let error as BuildError where error.code == .notFound {
      throw CommandMistake(
        [error.message, error.advice].compactMap(\.self).joined(separator: "; "))
    }
  }

  /// All that is said, as options by their names. Without a word of outputs, an image with a name stays in
  /// the Engine that builds it, and anything else in the builder's cache.
  private func given(for backend: Buildctl) -> AdditionalOptions {
    var given = dockerfile.given
    for element in solve.given.elements { given[element.name] = element.value }
    if !opt.isEmpty { given["opt"] = .texts(opt) }
    if !local.isEmpty { given["local"] = .texts(local) }
    if let frontend { given["frontend"] = .text(frontend) }
    for element in results.given.elements { given[element.name] = element.value }
    if given["output"] == nil, !results.push, !results.load,
      tag.isEmpty || !BuilderAddress.isEngine(backend.endpoint)
    {
      given["output"] = .texts([])
    }
    return given
  }
}
