import ArgumentParser
import BuildKit

/// What of the cache is to stay. The flags have the names of buildctl and of buildx.
struct PruneBounds: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Keep what was used this recently, such as 12h or 7d.", valueName: "duration"),
    transform: { try SpanSpecification($0) })
  var keepDuration: SpanSpecification?

  @Option(
    help: ArgumentHelp("Keep the cache below this size, such as 20GB.", valueName: "size"),
    transform: { try SpaceSpecification($0) })
  var maxUsedSpace: SpaceSpecification?

  @Option(
    help: ArgumentHelp("Keep this much of the cache in any case, such as 5GB.", valueName: "size"),
    transform: { try SpaceSpecification($0) })
  var reservedSpace: SpaceSpecification?

  @Option(
    help: ArgumentHelp(
      "Remove until this much of the disk is free, such as 10GiB.", valueName: "size"),
    transform: { try SpaceSpecification($0) })
  var minFreeSpace: SpaceSpecification?

  @Option(
    help: ArgumentHelp(
      "The same as --max-used-space; a number without a unit counts MB.", valueName: "size"),
    transform: { try SpaceSpecification($0, unit: 1_000_000) })
  var keepStorage: SpaceSpecification?

  @Option(
    help: ArgumentHelp(
      "The same as --reserved-space; a number without a unit counts MB.", valueName: "size"),
    transform: { try SpaceSpecification($0, unit: 1_000_000) })
  var keepStorageMin: SpaceSpecification?

  @Option(
    help: ArgumentHelp(
      "The same as --min-free-space; a number without a unit counts MB.", valueName: "size"),
    transform: { try SpaceSpecification($0, unit: 1_000_000) })
  var freeStorage: SpaceSpecification?

  func validate() throws {
    for (one, other, names) in [
      (maxUsedSpace, keepStorage, "--max-used-space and --keep-storage"),
      (reservedSpace, keepStorageMin, "--reserved-space and --keep-storage-min"),
      (minFreeSpace, freeStorage, "--min-free-space and --free-storage"),
    ] where one != nil && other != nil {
      throw ValidationError("\(names) are the same; leave out one of them")
    }
  }

  func apply(to request: inout PruneRequest) {
    request.keepDuration = keepDuration?.nanoseconds ?? 0
    request.maxUsedSpace = (maxUsedSpace ?? keepStorage)?.bytes ?? 0
    request.reservedSpace = (reservedSpace ?? keepStorageMin)?.bytes ?? 0
    request.minFreeSpace = (minFreeSpace ?? freeStorage)?.bytes ?? 0
  }
}
