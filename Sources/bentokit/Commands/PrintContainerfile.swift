import ArgumentParser
import Bento
import BentoContainer
import Containerfile

struct PrintContainerfile: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "containerfile",
    abstract: "Print the Dockerfile that a bento is built with.",
    discussion: "Nothing is built, and no model is touched.")

  @OptionGroup var bento: BentoArgument

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "Write a file instead; in a folder NAME_VERSION.dockerfile. '-' is standard output.",
      valueName: "path"))
  var output = "-"

  @Option(
    name: .customLong("enable-features"),
    help: "Optional features of BentoML to install: F[,F]…; repeatable.")
  var features: [String] = []

  @Flag(name: .customLong("no-buildkit"), help: "Leave out what only BuildKit understands.")
  var withoutBuildKit = false

  func run() throws {
    let options = ContainerfileOptions(
      header: true, buildKit: !withoutBuildKit,
      features: features.flatMap { $0.split(separator: ",").map(String.init) })
    let bento = try bento.load()
    let text = try containerfile(for: bento, options: options).text
    guard output != "-" else { return try StandardStream.print(text) }
    let path = TextFile.isFolder(output) ? "\(output)/\(Self.fileName(of: bento.tag))" : output
    try TextFile.write(text, to: path)
    StandardStream.say("Wrote \(path)")
  }

  private static func fileName(of tag: BentoTag) -> String {
    ([tag.name] + (tag.version.map { [$0] } ?? [])).joined(separator: "_") + ".dockerfile"
  }
}
