import CBuildKitProtos

/// What `Control.Prune` is to remove from a daemon's cache. A bound of 0 is none.
public struct PruneRequest: Hashable, Sendable {
  /// Which records, in containerd's filter language; a record that passes any of them counts, and
  /// none means all.
  public var filters: [String] = []
  /// Whether to remove internal and frontend caches too.
  public var all = false
  /// Nanoseconds since its last use during which a record stays.
  public var keepDuration: Int64 = 0
  /// Bytes of cache that may always stay.
  public var reservedSpace: Int64 = 0
  /// Bytes of cache beyond which records go. Daemons before 0.17 don't know it.
  public var maxUsedSpace: Int64 = 0
  /// Bytes that are to be free on the disk. Daemons before 0.17 don't know it.
  public var minFreeSpace: Int64 = 0

  /// A request that removes all records that nothing uses.
  public init() {}
}

extension PruneRequest: WireEncodable {
  static var blank: Blank<Moby__Buildkit__V1__PruneRequest> {
    moby__buildkit__v1__prune_request__init
  }

  func write(to wire: inout Moby__Buildkit__V1__PruneRequest, in arena: PackingArena) {
    (wire.n_filter, wire.filter) = arena.texts(filters)
    wire.all = all ? 1 : 0
    wire.keep_duration = keepDuration
    wire.reserved_space = reservedSpace
    wire.max_used_space = maxUsedSpace
    wire.min_free_space = minFreeSpace
  }
}
