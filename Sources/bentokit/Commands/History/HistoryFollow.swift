import ArgumentParser
import BuildKit
import BuildProgress

struct HistoryFollow: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "follow", abstract: "Watch a running build until it ends.",
    discussion: """
      Without a name it is the newest of those that run. Exits with 1 if the build fails. An \
      interruption ends the watching, never the build.
      """)

  @OptionGroup var build: BuildArgument
  @OptionGroup var saying: ProgressOption
  @OptionGroup(title: "Builder") var builder: BuilderOptions

  func run() async throws {
    let client = try builder.client()
    let display = ProgressDisplay(
      mode: try saying.mode, style: ProgressStyle(environment: StyleVariables.current))
    try await Interruption.cancelling { [build] in
      let record = try Self.running(build.build, in: await client.historyRecords(), client)
      try await display.show(client.status(of: record.ref))
      let ended = try await client.historyRecord(afterEndOf: record.ref)
      if let failure = try await client.failure(of: ended) { throw failure }
    }
  }

  private static func running(
    _ build: BuildReference, in records: [BuildHistoryRecord], _ client: BuildKitClient
  ) throws -> BuildHistoryRecord {
    if case .ref = build {
      let record = try build.find(in: records)
      guard record.status == .running else {
        throw CommandFailure(
          "the build \(record.ref) has ended; see bentokit history logs \(record.ref)")
      }
      return record
    }
    let running = records.filter { $0.status == .running }
    guard !running.isEmpty else {
      throw CommandFailure("no build is running at \(client.endpoint)")
    }
    return try build.find(in: running)
  }
}
