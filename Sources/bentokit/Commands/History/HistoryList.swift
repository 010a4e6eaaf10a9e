import ArgumentParser
import BuildKit
import BuildProgress

struct HistoryList: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ls", abstract: "List builds, the newest first.",
    discussion: """
      Filters: ref=TEXT, repository=TEXT, status=running|completed|error|canceled, each with != too;
      startedAt and completedAt with <, <=, > or >= and a time by RFC 3339 or how long ago (2h);
      duration likewise (duration>90s). Of several filters all must hold.
      """)

  @Option(
    name: [.customShort("f"), .long],
    help: ArgumentHelp(
      "Only builds that pass: by ref, repository, status, startedAt, completedAt or duration; repeatable.",
      valueName: "filter"),
    transform: { try HistoryFilter($0) })
  var filter: [HistoryFilter] = []

  @Option(
    name: [.customShort("n"), .long],
    help: ArgumentHelp("So many builds at most, the newest.", valueName: "number"))
  var limit: Int?

  @Flag(help: "Print names as long as they are.")
  var noTrunc = false

  @OptionGroup var list: ListOptions
  @OptionGroup(title: "Builder") var builder: BuilderOptions

  func validate() throws {
    if let limit, limit < 1 { throw ValidationError("--limit is at least 1") }
  }

  func run() async throws {
    let client = try builder.client()
    let now = Timestamp.now
    let records = try await Interruption.cancelling { [filter, limit] in
      // What is filtered out doesn't count.
      let limit = limit ?? .max
      let records = try await client.historyRecords(limit: filter.isEmpty ? limit : .max)
      return Array(
        records.filter { record in filter.allSatisfy { $0.passes(record, at: now) } }.prefix(limit))
    }
    try list.print(records.map { HistoryRow($0) }) { rows in
      var table = TextTable(["BUILD ID", "NAME", "STATUS", "CREATED AT", "DURATION", "PINNED"])
      for row in rows { table.add(row.cells(now: now, longestName: noTrunc ? nil : 36)) }
      return table
    }
  }
}

/// A build in a list, as buildx prints it as JSON.
struct HistoryRow: Encodable {
  private let record: BuildHistoryRecord

  init(_ record: BuildHistoryRecord) { self.record = record }

  private enum CodingKeys: String, CodingKey {
    case ref, name, status, pinned, warnings
    case createdAt = "created_at"
    case completedAt = "completed_at"
    case totalSteps = "total_steps"
    case completedSteps = "completed_steps"
    case cachedSteps = "cached_steps"
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(record.ref, forKey: .ref)
    try container.encode(record.name, forKey: .name)
    try container.encode(record.status.word, forKey: .status)
    try container.encode(record.isPinned, forKey: .pinned)
    try container.encode(record.warnings, forKey: .warnings)
    try container.encodeIfPresent(record.createdAt?.rfc3339, forKey: .createdAt)
    try container.encodeIfPresent(record.completedAt?.rfc3339, forKey: .completedAt)
    try container.encode(record.totalSteps, forKey: .totalSteps)
    try container.encode(record.completedSteps, forKey: .completedSteps)
    try container.encode(record.cachedSteps, forKey: .cachedSteps)
  }

  func cells(now: Timestamp, longestName: Int?) -> [String] {
    let duration = record.duration(at: now).map { Elapsed.duration(nanoseconds: $0) } ?? ""
    return [
      record.ref, Self.end(of: printable(record.name), longest: longestName), record.status.word,
      Elapsed.since(record.createdAt, now: now),
      duration + (record.status == .running ? "+" : ""), record.isPinned ? "*" : "",
    ]
  }

  /// The end of a name tells more than its beginning.
  private static func end(of name: String, longest: Int?) -> String {
    guard let longest, name.count > longest else { return name }
    return "…" + name.suffix(longest - 1)
  }
}

extension BuildHistoryRecord.Status {
  /// As buildx writes it in lists.
  var word: String {
    switch self {
    case .running: "Running"
    case .completed: "Completed"
    case .error: "Error"
    case .canceled: "Canceled"
    }
  }
}
