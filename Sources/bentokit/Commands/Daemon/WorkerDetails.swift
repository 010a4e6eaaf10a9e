import BuildKit
import BuildProgress

/// All that is known of a worker, in words.
enum WorkerDetails {
  static func platforms(of worker: WorkerRecord) -> String {
    worker.platforms.map { "\($0)" }.joined(separator: ",")
  }

  static func table(of worker: WorkerRecord) -> TextTable {
    var table = TextTable()
    table.add("ID", worker.id)
    table.add("Platforms", platforms(of: worker))
    table.add("BuildKit", worker.buildkitVersion.map { VersionRow($0).text })
    table.add("Dockerfile", worker.buildkitVersion?.dockerfileVersion)
    for (name, value) in worker.labels.sorted(by: { $0.key < $1.key }) {
      table.add("Label \(name)", value)
    }
    for device in worker.cdiDevices { add(device, to: &table) }
    for (number, policy) in worker.gcPolicies.enumerated() { add(policy, number, to: &table) }
    return table
  }

  private static func add(_ device: CDIDevice, to table: inout TextTable) {
    let use =
      device.onDemand ? "set up on demand" : device.autoAllow ? "for every build" : "by entitlement"
    table.add("Device \(device.name)", use)
    for (name, value) in device.annotations.sorted(by: { $0.key < $1.key }) {
      table.add("Device \(device.name) \(name)", value)
    }
  }

  private static func add(_ policy: GCPolicy, _ number: Int, to table: inout TextTable) {
    func space(_ bytes: Int64) -> String? { bytes > 0 ? byteAmount(bytes) : nil }
    let rule = "GC rule \(number)"
    table.add("\(rule), all", policy.all ? "true" : "false")
    table.add("\(rule), filters", policy.filters.joined(separator: " "))
    table.add(
      "\(rule), keep duration",
      policy.keepDuration > 0 ? Elapsed.duration(nanoseconds: policy.keepDuration) : nil)
    table.add("\(rule), reserved space", space(policy.reservedSpace))
    table.add("\(rule), minimum free space", space(policy.minFreeSpace))
    table.add("\(rule), maximum used space", space(policy.maxUsedSpace))
  }
}
