import ArgumentParser
import BuildKit
import Glibc

struct HistoryExport: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Write builds, with all that is kept of them, into one file.",
    discussion: """
      A .dockerbuild bundle, as docker buildx history import and Docker Desktop take it: a compressed \
      OCI image layout of records, logs, traces and attestations. Without a name it is the newest build \
      that has ended. Tokens are taken out of traces.
      """)

  @OptionGroup var builds: OptionalBuildArguments

  @Option(
    name: [.customShort("o"), .long],
    help: ArgumentHelp("Where to; else standard output, if that is piped.", valueName: "file"))
  var output: String?

  @Flag(help: "Have traces written down first that aren't yet; from BuildKit 0.15 on.")
  var finalize = false

  @OptionGroup(title: "Builder") var builder: BuilderOptions

  func run() async throws {
    let client = try builder.client()
    guard output != nil || isatty(STDOUT_FILENO) == 0 else {
      throw CommandFailure(
        "a bundle is nothing for a terminal; name a file with --output, or pipe it")
    }
    try await Interruption.cancelling { [self] in
      var records = try await builds.records(on: client)
      if finalize {
        for record in records where record.trace == nil {
          try await client.updateHistory(record.ref, .finalize)
        }
        let refs = records.map(\.ref)
        let all = try await client.historyRecords()
        records = refs.compactMap { ref in all.first { $0.ref == ref } }
      }
      let output =
        try self.output.map { try ExportOutput(file: $0) }
        ?? ExportOutput(descriptor: STDOUT_FILENO, name: "standard output")
      try await client.export(records, to: output)
    }
  }
}
