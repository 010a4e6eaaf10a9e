import BuildKit
import BuildProgress

/// A record of the cache, as buildctl prints it as JSON.
struct UsageRow: Encodable {
  private let record: UsageRecord

  init(_ record: UsageRecord) { self.record = record }

  private enum CodingKeys: String, CodingKey {
    case id, mutable, inUse, size, createdAt, lastUsedAt, usageCount, parents, description
    case recordType, shared
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(record.id, forKey: .id)
    try container.encode(record.isMutable, forKey: .mutable)
    try container.encode(record.isInUse, forKey: .inUse)
    try container.encode(record.size, forKey: .size)
    try container.encode(record.createdAt?.rfc3339, forKey: .createdAt)
    try container.encode(record.lastUsedAt?.rfc3339, forKey: .lastUsedAt)
    try container.encode(record.usageCount, forKey: .usageCount)
    try container.encode(record.parents, forKey: .parents)
    try container.encode(record.description, forKey: .description)
    try container.encode(record.recordType, forKey: .recordType)
    try container.encode(record.isShared, forKey: .shared)
  }
}

/// Records of the cache in words.
enum UsageTable {
  static let titles = ["ID", "RECLAIMABLE", "SIZE", "LAST ACCESSED"]

  /// As in buildctl, a star marks what can still be written to, and sizes that others share.
  static func cells(of record: UsageRecord, now: Timestamp) -> [String] {
    [
      record.id + (record.isMutable ? "*" : ""), record.isInUse ? "false" : "true",
      byteAmount(record.size) + (record.isShared ? "*" : ""),
      Elapsed.since(record.lastUsedAt ?? record.createdAt, now: now),
    ]
  }

  /// All that is known of a record.
  static func details(of record: UsageRecord) -> TextTable {
    var table = TextTable()
    table.add("ID", record.id)
    table.add("Parents", record.parents.joined(separator: ";"))
    table.add("Created at", record.createdAt?.rfc3339)
    table.add("Mutable", "\(record.isMutable)")
    table.add("Reclaimable", "\(!record.isInUse)")
    table.add("Shared", "\(record.isShared)")
    table.add("Size", byteAmount(record.size))
    table.add("Description", record.description)
    table.add("Usage count", "\(record.usageCount)")
    table.add("Last used", record.lastUsedAt?.rfc3339)
    table.add("Type", record.recordType)
    return table
  }

  /// Sums of sizes; those of shared and private records only if any is shared.
  static func totals(of records: [UsageRecord]) -> TextTable {
    func sum(_ isMeant: (UsageRecord) -> Bool) -> Int64 {
      records.reduce(0) { isMeant($1) ? $0.addingSaturated(max($1.size, 0)) : $0 }
    }
    let (total, shared) = (sum { _ in true }, sum(\.isShared))
    var table = TextTable()
    if shared > 0 {
      table.add("Shared", byteAmount(shared))
      table.add("Private", byteAmount(total - shared))
    }
    table.add("Reclaimable", byteAmount(sum { !$0.isInUse }))
    table.add("Total", byteAmount(total))
    return table
  }
}

extension Int64 {
  /// The sum, or the end of the range that it is beyond.
  func addingSaturated(_ other: Int64) -> Int64 {
    let (sum, isOver) = addingReportingOverflow(other)
    return isOver ? .max : sum
  }
}
