import ArgumentParser
import Bento
import BentoContainer
import BuildKit
import Containerfile

struct PrintContainerfile: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "containerfile",
    abstract: "Print the Dockerfile that a bento is built with, or check it.",
    discussion: """
      Nothing is built, and no model is touched. --check has BuildKit's frontend look for what is wrong \
      or could be better (from BuildKit 0.14 on), and exits with 1 if it finds something; --outline \
      lists what the build can be given, --targets the stages.
      """)

  @OptionGroup var bento: BentoArgument

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "Write a file instead; in a folder NAME_VERSION.dockerfile. '-' is standard output.",
      valueName: "path"))
  var output = "-"

  @Option(
    name: .customLong("enable-features"),
    help: "Optional features of BentoML to install: F[,F]...; repeatable.")
  var features: [String] = []

  @Flag(name: .customLong("no-buildkit"), help: "Leave out what only BuildKit understands.")
  var withoutBuildKit = false

  @OptionGroup var question: QuestionFlags
  @OptionGroup(title: "Builder") var builder: BuilderOptions

  func validate() throws {
    if question.call != nil, output != "-" || withoutBuildKit {
      throw ValidationError("a question to BuildKit goes without --output and --no-buildkit")
    }
    if question.call == nil, question.format != nil {
      throw ValidationError("--format goes with --check, --outline or --targets")
    }
  }

  func run() async throws {
    if let call = question.call { return try await ask(call) }
    let options = ContainerfileOptions(
      header: true, buildKit: !withoutBuildKit,
      features: separateFeatures)
    let bento = try bento.load()
    let text = try containerfile(for: bento, options: options).text
    guard output != "-" else { return try StandardStream.print(text) }
    let path = TextFile.isFolder(output) ? "\(output)/\(Self.fileName(of: bento.tag))" : output
    try TextFile.write(text, to: path)
    StandardStream.say("Wrote \(path)")
  }

  private var separateFeatures: [String] {
    features.flatMap { $0.split(separator: ",").map(String.init) }
  }

  private func ask(_ call: FrontendCall) async throws {
    let bento = try bento.load()
    let backend = try builder.backend()
    if let start = builder.note(of: builder.likelyEndpoint) { StandardStream.say(start) }
    let features = separateFeatures
    try await call.answer(isJSON: question.format == .json) { question in
      try await Interruption.cancelling {
        try await BentoContainer.ask(
          question, about: bento, backend: backend, features: features)
      }
    } lint: {
      try await Interruption.cancelling {
        try await BentoContainer.ask(.lint, about: bento, backend: backend, features: features)
      }
    }
  }

  private static func fileName(of tag: BentoTag) -> String {
    ([tag.name] + (tag.version.map { [$0] } ?? [])).joined(separator: "_") + ".dockerfile"
  }
}
