import ArgumentParser
import BentoContainer

struct Options: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "List the options of the backends, for --opt.",
    discussion: "A flag takes true or false, or nothing for true. In a name, - and _ are the same.")

  @Argument(help: ArgumentHelp("Only this backend's.", valueName: "backend"))
  var name: String?

  @Option(help: "How the list is printed: text, or markdown for the reference of all backends.")
  var format = ReferenceFormat.text

  func run() throws {
    if format == .markdown { return try StandardStream.print(OptionReference.markdown) }
    let backends = try name.map { [try backend(named: $0)] } ?? registeredBackends
    let lists = backends.map { backend in
      ([backend.name] + OptionReference.lines(of: backend)).joined(separator: "\n") + "\n"
    }
    try StandardStream.print(lists.joined(separator: "\n"))
  }
}

enum ReferenceFormat: String, ExpressibleByArgument, CaseIterable {
  case text, markdown
}
