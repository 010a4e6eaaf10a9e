import ArgumentParser
import BuildKit

struct DiskUsage: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "du",
    abstract: "List what a builder's cache holds, and how much space it takes.",
    discussion: """
      In a table, a star after an ID marks a record that can still be written to,
      one after a size a record whose content others share. Sums come last, unless
      there is a filter.
      """)

  @OptionGroup var filters: UsageFilters

  @Flag(name: [.customShort("v"), .long], help: "Print all that is known of each record.")
  var verbose = false

  @OptionGroup var list: ListOptions
  @OptionGroup(title: "Builder") var builder: BuilderOptions

  func run() async throws {
    let client = try builder.client()
    let records = try await Interruption.cancelling { [filters] in
      try await client.diskUsage(filters: filters.filter)
    }
    if list.format == .json {
      return try StandardStream.print(JSONText.document(records.map(UsageRow.init)))
    }
    if verbose {
      for record in records {
        try ListOptions.print(UsageTable.details(of: record))
        try StandardStream.print("\n")
      }
    } else {
      var table = TextTable(UsageTable.titles)
      let now = Timestamp.now
      for record in records { table.add(UsageTable.cells(of: record, now: now)) }
      try ListOptions.print(table)
    }
    if filters.filter.isEmpty { try ListOptions.print(UsageTable.totals(of: records)) }
  }
}

/// Which records of the cache.
struct UsageFilters: ParsableArguments {
  @Option(
    name: [.customShort("f"), .customLong("filter")],
    help: ArgumentHelp(
      "Only records that pass, such as type==exec.cachemount; repeatable.",
      discussion: """
        In containerd's filter language: comma-separated comparisons (==, !=, ~=) that must all hold; \
        of several filters, any. Fields: \(fields.joined(separator: ", ")).
        """, valueName: "filter"),
    transform: { try RecordFilter($0, fields: fields) })
  private var filters: [RecordFilter] = []

  /// As users wrote them.
  var filter: [String] { filters.map(\.text) }

  /// Those of BuildKit's records of the cache.
  private static let fields = [
    "id", "parents", "description", "inuse", "mutable", "immutable", "type", "shared", "private",
  ]
}
