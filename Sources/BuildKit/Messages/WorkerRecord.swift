import CBuildKitProtos

/// A worker of a daemon: what runs the steps of builds.
public struct WorkerRecord: Hashable, Sendable {
  /// Identifies the worker.
  public var id: String
  /// Facts about it, such as `org.mobyproject.buildkit.worker.executor`.
  public var labels: [String: String]
  /// What it can build for: its own platform first, then those it emulates.
  public var platforms: [Platform]
  /// Rules of its garbage collection, in the order they are applied.
  public var gcPolicies: [GCPolicy]
  /// Absent before BuildKit 0.11.
  public var buildkitVersion: BuildkitVersion?
  /// Devices that builds may ask for; none before BuildKit 0.20.
  public var cdiDevices: [CDIDevice]
}

/// A rule of the garbage collection. A bound of 0 is none.
public struct GCPolicy: Hashable, Sendable {
  /// Whether it also covers internal and frontend caches.
  public var all: Bool
  /// Nanoseconds since its last use during which a record stays.
  public var keepDuration: Int64
  /// Which records it covers, in containerd's filter language; empty for all.
  public var filters: [String]
  /// Bytes up to which the cache may always grow.
  public var reservedSpace: Int64
  /// Bytes beyond which records go.
  public var maxUsedSpace: Int64
  /// Bytes that are to stay free on the disk.
  public var minFreeSpace: Int64
}

/// A device that a worker offers to builds, by the Container Device Interface.
public struct CDIDevice: Hashable, Sendable {
  /// Such as `nvidia.com/gpu=0`.
  public var name: String
  /// Whether builds need no entitlement for it.
  public var autoAllow: Bool
  /// Facts about it.
  public var annotations: [String: String]
  /// Whether it is set up only once asked for.
  public var onDemand: Bool
}

extension WorkerRecord: WireReadable {
  init(_ wire: Moby__Buildkit__V1__Types__WorkerRecord) {
    id = wire.id.text
    labels = map(wire.n_labels, wire.labels)
    platforms = values(wire.n_platforms, wire.platforms)
    gcPolicies = values(wire.n_gc_policy, wire.gc_policy)
    buildkitVersion = value(wire.buildkit_version)
    cdiDevices = values(wire.n_cdi_devices, wire.cdi_devices)
  }
}

extension GCPolicy: WireReadable {
  init(_ wire: Moby__Buildkit__V1__Types__GCPolicy) {
    all = wire.all != 0
    keepDuration = wire.keep_duration
    filters = texts(wire.n_filters, wire.filters)
    reservedSpace = wire.reserved_space
    maxUsedSpace = wire.max_used_space
    minFreeSpace = wire.min_free_space
  }
}

extension CDIDevice: WireReadable {
  init(_ wire: Moby__Buildkit__V1__Types__CDIDevice) {
    name = wire.name.text
    autoAllow = wire.auto_allow != 0
    annotations = map(wire.n_annotations, wire.annotations)
    onDemand = wire.on_demand != 0
  }
}
