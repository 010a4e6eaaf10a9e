import ArgumentParser
import Bento
import BentoContainer
import BuildKit
import BuildProgress

struct Containerize: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Build a bento into a container image.",
    discussion: """
      BuildKit is spoken to directly where its address is given or it answers at a usual socket; else \
      docker, podman or buildah is run. A direct build reads the bento and its models where they are; \
      nothing is copied. Without --output its image is loaded into docker, podman or nerdctl, \
      whichever is found first; without any of them, an archive goes to standard output if that is \
      piped.

      Examples:
        bentokit containerize iris_classifier:latest -t iris:1
        bentokit containerize iris_classifier -t reg.example/iris:1 --push
        bentokit containerize ./my_bento --output type=oci,dest=my_bento.tar
        bentokit containerize iris_classifier -o type=docker,dest=- | docker load
        bentokit containerize iris_classifier --backend podman --opt jobs=4

      `bentokit options` lists what --opt takes, for each backend. Whatever a backend doesn't declare \
      is handed on: to the Dockerfile frontend by a direct build (target=NAME, platform=linux/arm64, \
      build-arg=NAME=VALUE, force-network-mode=host, ...), else to the program.
      """)

  @OptionGroup var bento: BentoArgument

  @Option(
    name: [.customShort("t"), .customLong("image-tag"), .customLong("docker-image-tag")],
    parsing: .unconditionalSingleValue, help: "A name for the image; repeatable.")
  var imageTags: [String] = []

  @OptionGroup var choice: BackendChoice

  @Option(
    name: .customLong("opt"), parsing: .unconditionalSingleValue,
    help: "An option of the backend: KEY[=VALUE] or KEY:VALUE; repeatable.")
  var options: [String] = []

  @Option(
    name: .customLong("enable-features"),
    help: "Optional features of BentoML to install: F[,F]...; repeatable.")
  var features: [String] = []

  @Flag(help: "Run the builder program by sudo.")
  var runAsRoot = false

  @Option(
    help: ArgumentHelp(
      "Where the builder program gets the context, as a folder of links or clones.",
      discussion: "Else BENTOKIT_STAGING_FOLDER, else tmp below BENTOML_HOME.", valueName: "folder")
  )
  var stagingDir: String?

  @OptionGroup var saying: SayingOptions

  @OptionGroup var planning: PlanFlags

  @OptionGroup(title: "Dockerfile") var dockerfile: DockerfileFlags
  @OptionGroup(title: "Build") var solve: SolveFlags
  @OptionGroup(title: "Results") var results: ExportFlags
  @OptionGroup(title: "Builder") var builder: BuilderOptions
  @OptionGroup var older: OlderOptions

  func run() async throws {
    for name in imageTags { try ImageReference.validate(name) }
    let chosen = try await chosen()
    try chosen.backend.check(flags: flags)
    if runAsRoot { try chosen.backend.checkRunsProgram(for: "--run-as-root") }
    if stagingDir != nil { try chosen.backend.checkRunsProgram(for: "--staging-dir") }
    let verbosity = saying.verbosity
    if let hint = older.hint { verbosity.say(hint) }
    if let reason = chosen.reason { verbosity.say("using \(chosen.backend.name): \(reason)") }
    let given = try given(for: chosen.backend, verbosity)
    let configured = try ConfiguredBackend(chosen.backend, options: given)
    var order = BuildOrder(try bento.load())
    order.imageTags = ImageTags(imageTags)
    order.features = features.flatMap { list in
      list.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    order.runAsRoot = runAsRoot
    order.stagingFolder = stagingDir
    order.sharesTerminal = verbosity == .normal && StandardStream.isErrorTerminal
    if planning.dryRun {
      let plan = try configured.plan(order, health: nil)
      return try planning.show(notes: plan.notes, text: plan.text, json: plan.json)
    }
    let run = BuildRun(
      configured: configured, order: order, health: chosen.health, verbosity: verbosity,
      progress: try saying.mode(given))
    try Summary.show(
      try await run.report(), features: order.features, withWarnings: run.progress == .quiet)
  }

  /// What builds. Where nothing is found that can, a bento that can't be built is reported first.
  private func chosen() async throws -> AutomaticBackend.Choice {
    do {
      return try await choice.choose(builder)
    } catch let error as ContainerError where error.kind == .noBuilder {
      _ = try bento.load()
      throw error
    }
  }

  /// What flags ask of the backend.
  private var flags: AdditionalOptions {
    var flags = older.given
    for flag in dockerfile.given.elements + solve.given.elements + results.given.elements {
      flags[flag.name] = flag.value
    }
    return flags
  }

  /// Everything that is asked of the backend; `--opt` goes before the flags that say the same.
  private func given(
    for backend: any Backend, _ verbosity: Verbosity
  ) throws -> AdditionalOptions {
    var given: AdditionalOptions = [:]
    for option in options { given.add(option) }
    var flags = flags
    if let word = saying.builderProgress { flags["progress"] = .text(word) }
    for flag in flags.elements where given[flag.name] == nil { given[flag.name] = flag.value }
    if try !backend.takesProgress() {
      if given["progress"] == .text("rawjson") {
        let others = try registeredBackends.filter { try $0.takesProgress() }.map(\.name)
        throw ContainerError(
          .invalidOption,
          "\(backend.name) doesn't tell its progress as JSON here; use one of "
            + others.joined(separator: ", "))
      }
      given["progress"] = nil
    } else if verbosity == .debug {
      given["progress"] = "plain"
    }
    if let direct = backend as? any DirectBackend, given["output"] == nil, given["push"] == nil,
      given["load"] == nil, given["tag"] != .texts([])
    {
      let outputs = OutputSpecification.pipedDefault(at: direct.endpoint)
      if !outputs.isEmpty { given["output"] = .texts(outputs.map(\.description)) }
    }
    return given
  }
}
