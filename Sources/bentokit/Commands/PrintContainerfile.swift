import ArgumentParser
import BentoContainer
import Containerfile

struct PrintContainerfile: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "containerfile",
    abstract: "Print the Dockerfile that a bento is built with.",
    discussion: "Nothing is built, and no model is touched.")

  @OptionGroup var bento: BentoArgument

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
    let containerfile = try containerfile(for: bento.load(), options: options)
    try StandardStream.print(containerfile.text)
  }
}
