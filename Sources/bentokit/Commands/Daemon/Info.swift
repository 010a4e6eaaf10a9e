import ArgumentParser
import BuildKit

struct Info: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Tell which BuildKit a builder is.",
    discussion: "Builders before BuildKit 0.11 can't tell.")

  @OptionGroup var list: ListOptions
  @OptionGroup(title: "Builder") var builder: BuilderOptions

  func run() async throws {
    let client = try builder.client()
    let version = try await Interruption.cancelling { try await client.info() }
    try list.print(BuilderInfo(buildkitVersion: VersionRow(version))) { info in
      var table = TextTable()
      table.add("BuildKit", info.buildkitVersion.text)
      table.add("Dockerfile", info.buildkitVersion.dockerfileVersion)
      return table
    }
  }
}

/// As buildctl prints it.
private struct BuilderInfo: Encodable {
  let buildkitVersion: VersionRow
}

/// A version, as buildctl prints it.
struct VersionRow: Encodable {
  let package: String
  let version: String
  let revision: String
  let dockerfileVersion: String?

  init(_ version: BuildkitVersion) {
    package = version.package
    self.version = version.version
    revision = version.revision
    dockerfileVersion = version.dockerfileVersion.isEmpty ? nil : version.dockerfileVersion
  }

  /// On one line.
  var text: String { [package, version, revision].filter { !$0.isEmpty }.joined(separator: " ") }
}
