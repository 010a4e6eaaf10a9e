import ArgumentParser
import BuildKit

struct History: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Look at the builds that a builder remembers.",
    discussion: """
      A build is named by its ref or the beginning of it, or by ^N for the Nth before the newest; \
      without a name it is the newest. Builders keep a history from BuildKit 0.11 on.
      """,
    subcommands: [
      HistoryList.self, HistoryLogs.self, HistoryInspect.self,
      HistoryFollow.self, HistoryPin.self, HistoryUnpin.self, HistoryRemove.self,
    ])
}

/// Which build of the history.
struct BuildArgument: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "A ref, the beginning of one, or ^N for the Nth before the newest; else the newest.",
      valueName: "build"),
    transform: { try BuildReference($0) })
  var build = BuildReference.newest(0)
}

/// Builds of the history, one or more.
struct BuildArguments: ParsableArguments {
  @Argument(
    help: ArgumentHelp("Refs, beginnings of refs, or ^N.", valueName: "build"),
    transform: { try BuildReference($0) })
  var builds: [BuildReference] = []

  @Flag(help: "All builds that have ended.")
  var all = false

  func validate() throws {
    if builds.isEmpty != all {
      throw ValidationError(
        all ? "--all stands for every build; name none" : "name a build, or give --all")
    }
  }

  /// The builds that were named, none of them twice.
  func records(on client: BuildKitClient) async throws -> [BuildHistoryRecord] {
    if all { return try await client.historyRecords().filter { $0.status != .running } }
    let records = try await client.historyRecords()
    var found: [BuildHistoryRecord] = []
    for build in builds {
      let record = try build.find(in: records)
      if !found.contains(where: { $0.ref == record.ref }) { found.append(record) }
    }
    return found
  }
}
