import ArgumentParser
import BuildKit
import BuildProgress

struct Prune: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Remove from a builder's cache what nothing uses.",
    discussion: """
      Each record is printed as it goes, then the sum. Interrupted, it leaves what it hasn't removed by \
      then. With bounds for sizes only as much goes as they demand.

      Sizes are numbers with a unit: B, KB, MB, GB, TB by thousands, KiB, MiB, GiB, TiB by 1024. Only \
      the older --keep-storage, --keep-storage-min and --free-storage take one without: it counts MB, \
      as for buildctl.

      Examples:
        bentokit prune
        bentokit prune --keep-duration 7d --max-used-space 20GB
        bentokit prune --filter type==exec.cachemount
      """)

  @OptionGroup var filters: UsageFilters
  @OptionGroup var bounds: PruneBounds

  @Flag(help: "Also the caches of internal and frontend images.")
  var all = false

  @Flag(name: [.customShort("v"), .long], help: "Print all that is known of each record.")
  var verbose = false

  @OptionGroup var list: ListOptions
  @OptionGroup(title: "Builder") var builder: BuilderOptions

  func run() async throws {
    let client = try builder.client()
    var request = PruneRequest()
    request.filters = filters.filter
    request.all = all
    bounds.apply(to: &request)
    try await Interruption.cancelling { [self, request] in
      var report = PruneReport(format: list.format, isVerbose: verbose)
      for try await record in client.prune(request) { try report.add(record) }
      try report.finish()
    }
  }
}

/// Prints records as they go.
private struct PruneReport {
  let format: ListFormat
  let isVerbose: Bool
  private var total: Int64 = 0
  private var isFirst = true

  init(format: ListFormat, isVerbose: Bool) {
    self.format = format
    self.isVerbose = isVerbose
  }

  mutating func add(_ record: UsageRecord) throws {
    total = total.addingSaturated(max(record.size, 0))
    if format == .json { return try StandardStream.print(JSONText.line(UsageRow(record))) }
    if isVerbose {
      try ListOptions.print(UsageTable.details(of: record))
      return try StandardStream.print("\n")
    }
    if isFirst { try print(UsageTable.titles) }
    isFirst = false
    try print(UsageTable.cells(of: record, now: .now))
  }

  func finish() throws {
    guard format == .table else { return }
    var table = TextTable()
    table.add("Total", byteAmount(total))
    try ListOptions.print(table)
  }

  /// A row of a table whose other rows nobody knows yet.
  private func print(_ cells: [String]) throws {
    // Identifiers have 25 characters, and a star.
    let widths = [28, 13, 12]
    var line = ""
    for (column, cell) in cells.map({ printable($0) }).enumerated() {
      line += cell
      if widths.indices.contains(column) {
        line += String(repeating: " ", count: max(widths[column] - cell.displayWidth, 1))
      }
    }
    try StandardStream.print(line + "\n")
  }
}
