import BuildKit

/// A worker, as buildctl prints it as JSON.
struct WorkerRow: Encodable {
  let id: String
  let labels: [String: String]
  let platforms: [PlatformRow]
  let gcPolicy: [PolicyRow]
  let buildkitVersion: VersionRow?
  let cdiDevices: [DeviceRow]

  init(_ worker: WorkerRecord) {
    id = worker.id
    labels = worker.labels
    platforms = worker.platforms.map(PlatformRow.init)
    gcPolicy = worker.gcPolicies.map(PolicyRow.init)
    buildkitVersion = worker.buildkitVersion.map(VersionRow.init)
    cdiDevices = worker.cdiDevices.map(DeviceRow.init)
  }
}

/// A platform, as in the OCI image specification.
struct PlatformRow: Encodable {
  private let platform: Platform

  init(_ platform: Platform) { self.platform = platform }

  private enum CodingKeys: String, CodingKey {
    case architecture, os, variant
    case version = "os.version"
    case features = "os.features"
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(platform.architecture, forKey: .architecture)
    try container.encode(platform.os, forKey: .os)
    if !platform.variant.isEmpty { try container.encode(platform.variant, forKey: .variant) }
    if !platform.osVersion.isEmpty { try container.encode(platform.osVersion, forKey: .version) }
    if !platform.osFeatures.isEmpty { try container.encode(platform.osFeatures, forKey: .features) }
  }
}

struct PolicyRow: Encodable {
  let all: Bool
  let filter: [String]
  /// In nanoseconds.
  let keepDuration: Int64
  let reservedSpace: Int64
  let maxUsedSpace: Int64
  let minFreeSpace: Int64

  init(_ policy: GCPolicy) {
    all = policy.all
    filter = policy.filters
    keepDuration = policy.keepDuration
    reservedSpace = policy.reservedSpace
    maxUsedSpace = policy.maxUsedSpace
    minFreeSpace = policy.minFreeSpace
  }
}

struct DeviceRow: Encodable {
  let name: String
  let autoAllow: Bool
  let annotations: [String: String]
  let onDemand: Bool

  init(_ device: CDIDevice) {
    name = device.name
    autoAllow = device.autoAllow
    annotations = device.annotations
    onDemand = device.onDemand
  }
}
