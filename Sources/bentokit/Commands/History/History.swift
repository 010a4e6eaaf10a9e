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
      HistoryList.self, HistoryLogs.self, HistoryInspect.self, HistoryExport.self,
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
  @OptionGroup var optional: OptionalBuildArguments

  func validate() throws {
    if optional.builds.isEmpty, !optional.all {
      throw ValidationError("name a build, or give --all")
    }
  }
}

/// Builds of the history that have ended; without a name the newest of them.
struct OptionalBuildArguments: ParsableArguments {
  @Argument(
    help: ArgumentHelp("Refs, beginnings of refs, or ^N.", valueName: "build"),
    transform: { try BuildReference($0) })
  var builds: [BuildReference] = []

  @Flag(help: "All builds that have ended.")
  var all = false

  func validate() throws {
    if all, !builds.isEmpty {
      throw ValidationError("--all stands for every build; name none")
    }
  }

  /// The builds that were named, none of them twice.
  func records(on client: BuildKitClient) async throws -> [BuildHistoryRecord] {
    let records = try await client.historyRecords()
    let ended = records.filter { $0.status != .running }
    if all { return ended }
    guard !builds.isEmpty else { return [try BuildReference.newest(0).find(in: ended)] }
    var found: [BuildHistoryRecord] = []
    for build in builds {
      let record = try build.find(in: records)
      guard record.status != .running else {
        throw CommandFailure("the build \(record.ref) still runs; wait for its end")
      }
      if !found.contains(where: { $0.ref == record.ref }) { found.append(record) }
    }
    return found
  }
}
