import ArgumentParser
import Bento
import BentoContainer
import BuildKit
import BuildProgress

struct Containerize: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Build a bento into a container image.",
    discussion: """
      The bento and its models are read where they are; nothing is copied. Without --output the \
      image is loaded into docker, podman or nerdctl, whichever is found first; without any of \
      them, an archive goes to standard output if that is piped.

      Examples:
        bentokit containerize iris_classifier:latest -t iris:1
        bentokit containerize iris_classifier -t reg.example/iris:1 --output type=image,push=true
        bentokit containerize ./my_bento --output type=oci,dest=my_bento.tar
        bentokit containerize iris_classifier | docker load

      Options for --opt, beside every option of the Dockerfile frontend (target=NAME, \
      platform=linux/arm64, build-arg=NAME=VALUE, force-network-mode=host, …):
      \(DirectOption.all.filter(\.isSupported).map { "  \($0.name): \($0.help)" }.joined(separator: "\n"))
      """)

  @OptionGroup var bento: BentoArgument

  @Option(
    name: [.customShort("t"), .customLong("image-tag")], help: "A name for the image; repeatable.")
  var imageTags: [String] = []

  @Option(
    name: .customLong("output"),
    help:
      "Where the image goes: type=docker|oci|tar|image[,dest=FILE][,name=NAME][,push=true]…; repeatable."
  )
  var outputs: [String] = []

  @Option(
    name: .customLong("opt"),
    help: "An option of the backend, else of the Dockerfile frontend: KEY[=VALUE]; repeatable.")
  var options: [String] = []

  @Option(
    name: .customLong("secret"),
    help: "A secret for the build: id=NAME,src=FILE or id=NAME,env=VARIABLE; repeatable.")
  var secrets: [String] = []

  @Option(
    name: .customLong("enable-features"),
    help: "Optional features of BentoML to install: F[,F]…; repeatable.")
  var features: [String] = []

  @Option(help: "How progress is shown: auto, plain or quiet.")
  var progress = ProgressChoice.auto

  @Option(help: "The backend: auto or buildctl, which both talk to BuildKit directly.")
  var backend = BackendChoice.auto

  @Flag(help: "Run every step anew.")
  var noCache = false

  @OptionGroup(title: "Builder") var builder: BuilderOptions

  func run() async throws {
    let bento = try bento.load()
    let options = try buildOptions()
    let report = try await Interruption.cancelling {
      let display = ProgressDisplay(
        mode: progress.mode, style: ProgressStyle(environment: StyleVariables.current))
      do {
        let report = try await build(bento, options: options) { await display.show($0) }
        await display.finish()
        return report
      } catch {
        await display.finish()
        throw error
      }
    }
    try Summary.show(report)
  }

  private func buildOptions() throws -> BuildOptions {
    var result = BuildOptions()
    for option in options { try DirectOption.apply(option, to: &result) }
    result.endpoint = try builder.endpoint()
    result.tls = try builder.tls()
    result.imageTags = imageTags
    result.features = features.flatMap { $0.split(separator: ",").map(String.init) }
    result.outputs += try outputs.map { try OutputSpecification($0) }
    result.secrets += try secrets.map { try SecretSpecification($0) }
    if noCache { result.noCache = true }
    if result.outputs.isEmpty { result.outputs = OutputSpecification.pipedDefault() }
    return result
  }
}

enum ProgressChoice: String, ExpressibleByArgument, CaseIterable {
  case auto, plain, quiet

  var mode: ProgressMode {
    switch self {
    case .auto: .auto
    case .plain: .plain
    case .quiet: .quiet
    }
  }
}

enum BackendChoice: String, ExpressibleByArgument, CaseIterable {
  case auto, buildctl
}
