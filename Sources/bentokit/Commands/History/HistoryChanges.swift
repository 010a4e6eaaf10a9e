import ArgumentParser
import BuildKit

struct HistoryPin: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pin", abstract: "Keep builds when the history is cleared.")

  @OptionGroup var builds: BuildArguments
  @OptionGroup(title: "Builder") var builder: BuilderOptions

  func run() async throws { try await builds.change(.pin, on: try builder.client()) }
}

struct HistoryUnpin: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "unpin", abstract: "No longer keep builds that were pinned.")

  @OptionGroup var builds: BuildArguments
  @OptionGroup(title: "Builder") var builder: BuilderOptions

  func run() async throws { try await builds.change(.unpin, on: try builder.client()) }
}

struct HistoryRemove: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rm", abstract: "Remove builds from the history.",
    discussion: "What they made stays where it is. A build that runs can't be removed.")

  @OptionGroup var builds: BuildArguments
  @OptionGroup(title: "Builder") var builder: BuilderOptions

  func run() async throws { try await builds.change(.delete, on: try builder.client()) }
}

extension BuildArguments {
  /// Changes all builds that were named, and prints the ref of each.
  fileprivate func change(_ change: BuildHistoryChange, on client: BuildKitClient) async throws {
    try await Interruption.cancelling {
      for record in try await optional.records(on: client) {
        try await client.updateHistory(record.ref, change)
        try StandardStream.print(record.ref + "\n")
      }
    }
  }
}
