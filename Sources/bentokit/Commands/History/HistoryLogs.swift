import ArgumentParser
import BuildKit
import BuildProgress

struct HistoryLogs: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "logs", abstract: "Print what a build said.",
    discussion: "What a running build says is printed as it comes.")

  @OptionGroup var build: BuildArgument

  @Option(help: "How it is printed: plain, tty, rawjson, quiet, or auto, which is plain.")
  var progress = ProgressChoice.plain

  @OptionGroup(title: "Builder") var builder: BuilderOptions

  func run() async throws {
    let client = try builder.client()
    // It is the result, and goes to standard output.
    let display = ProgressDisplay(
      mode: progress == .auto ? .plain : progress.mode,
      style: ProgressStyle(environment: StyleVariables.current),
      output: DescriptorOutput.standardOutput)
    try await Interruption.cancelling { [build] in
      let record = try await client.historyRecord(build.build)
      try await display.show(client.status(of: record.ref))
    }
  }
}
