import CBuildKitProtos

/// A record of a daemon's cache: `Control.DiskUsage` lists them, `Control.Prune` tells which it
/// removed.
public struct UsageRecord: Hashable, Sendable {
  /// Identifies the record.
  public var id: String
  /// Whether it can still be written to.
  public var isMutable: Bool
  /// Whether something uses it, so that it can't be pruned.
  public var isInUse: Bool
  /// In bytes.
  public var size: Int64
  /// When it came to be.
  public var createdAt: Timestamp?
  /// When something last used it, if anything has.
  public var lastUsedAt: Timestamp?
  /// How often it was used.
  public var usageCount: Int64
  /// For people.
  public var description: String
  /// `regular`, `internal`, `frontend`, `source.local`, `source.git.checkout`, `exec.cachemount`.
  public var recordType: String
  /// Whether an image or another record holds its content too, so that pruning frees nothing.
  public var isShared: Bool
  /// Identifiers of the records it builds on.
  public var parents: [String]
}

/// Asks `Control.DiskUsage`.
package struct DiskUsageRequest: Hashable, Sendable {
  /// As ``PruneRequest/filters``.
  package var filters: [String]

  package init(filters: [String] = []) { self.filters = filters }
}

/// The answer of `Control.DiskUsage`.
package struct DiskUsageResponse: Hashable, Sendable {
  package var records: [UsageRecord]
}

extension UsageRecord: WireDecodable {
  static var unpack: Unpack<Moby__Buildkit__V1__UsageRecord> {
    moby__buildkit__v1__usage_record__unpack
  }

  init(_ wire: Moby__Buildkit__V1__UsageRecord) {
    id = wire.id.text
    isMutable = wire.mutable_ != 0
    isInUse = wire.in_use != 0
    size = wire.size
    createdAt = value(wire.created_at)
    lastUsedAt = value(wire.last_used_at)
    usageCount = wire.usage_count
    description = wire.description.text
    recordType = wire.record_type.text
    isShared = wire.shared != 0
    parents = texts(wire.n_parents, wire.parents)
  }
}

extension DiskUsageRequest: WireEncodable {
  static var blank: Blank<Moby__Buildkit__V1__DiskUsageRequest> {
    moby__buildkit__v1__disk_usage_request__init
  }

  func write(to wire: inout Moby__Buildkit__V1__DiskUsageRequest, in arena: PackingArena) {
    (wire.n_filter, wire.filter) = arena.texts(filters)
  }
}

extension DiskUsageResponse: WireDecodable {
  static var unpack: Unpack<Moby__Buildkit__V1__DiskUsageResponse> {
    moby__buildkit__v1__disk_usage_response__unpack
  }

  init(_ wire: Moby__Buildkit__V1__DiskUsageResponse) {
    records = values(wire.n_record, wire.record)
  }
}
