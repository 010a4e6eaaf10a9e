import ArgumentParser
import BuildKit

struct Workers: AsyncParsableCommand {
  static let configuration = CommandConfiguration(abstract: "List the workers of a builder.")

  @Option(
    name: [.customShort("f"), .long],
    help: ArgumentHelp(
      "Only workers that pass, such as id==ID; repeatable.",
      discussion:
        "In the language of du --filter. Fields: \(fields.joined(separator: ", ")) (labels.NAME).",
      valueName: "filter"),
    transform: { try RecordFilter($0, fields: fields) })
  var filter: [RecordFilter] = []

  /// Those of BuildKit's workers.
  private static let fields = ["id", "labels"]

  @Flag(name: [.customShort("v"), .long], help: "Print all that is known of each.")
  var verbose = false

  @OptionGroup var list: ListOptions
  @OptionGroup(title: "Builder") var builder: BuilderOptions

  func run() async throws {
    let client = try builder.client()
    let workers = try await Interruption.cancelling { [filter] in
      try await client.workers(filters: filter.map(\.text))
    }
    if list.format == .json {
      return try StandardStream.print(JSONText.document(workers.map(WorkerRow.init)))
    }
    if verbose {
      for worker in workers {
        try ListOptions.print(WorkerDetails.table(of: worker))
        try StandardStream.print("\n")
      }
      return
    }
    var table = TextTable(["ID", "PLATFORMS"])
    for worker in workers { table.add([worker.id, WorkerDetails.platforms(of: worker)]) }
    try ListOptions.print(table)
  }
}
