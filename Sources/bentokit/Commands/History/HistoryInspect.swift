import ArgumentParser
import BuildKit

struct HistoryInspect: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect", abstract: "Tell all that is known of a build.",
    discussion: """
      How it was asked for, what it was made from, what it made, why it failed. --attachment prints one \
      of the things that it made as it is: by digest, or by type (index, manifest, image, provenance, \
      sbom, or a media or predicate type).

      Examples:
        bentokit history inspect
        bentokit history inspect ^1 --format json
        bentokit history inspect --attachment provenance --platform linux/arm64
      """)

  @OptionGroup var build: BuildArgument

  @Option(help: "Print this attachment instead: a digest or a type.")
  var attachment: String?

  @Option(help: "Only an attachment for this platform.")
  var platform: String?

  @OptionGroup var list: ListOptions
  @OptionGroup(title: "Builder") var builder: BuilderOptions

  func validate() throws {
    if platform != nil, attachment == nil {
      throw ValidationError("--platform goes with --attachment")
    }
  }

  func run() async throws {
    let client = try builder.client()
    try await Interruption.cancelling { [self] in
      let record = try await client.historyRecord(build.build)
      let attachments = try await client.attachments(of: record)
      if let attachment {
        let choice = AttachmentChoice(attachment, platform: platform)
        return try await Self.print(choice.find(in: attachments, of: record.ref), on: client)
      }
      let inspection = BuildInspection(
        record: record, failure: try await client.failure(of: record),
        materials: try await client.materials(of: attachments), attachments: attachments)
      switch list.format {
      case .json: try StandardStream.print(JSONText.document(InspectionRow(inspection)))
      case .table: try inspection.print()
      }
    }
  }

  private static func print(_ attachment: BuildAttachment, on client: BuildKitClient) async throws {
    for try await piece in client.blob(attachment.descriptor) { try StandardStream.print(piece) }
  }
}

/// Which attachment to print.
private struct AttachmentChoice {
  let word: String
  let platform: String?

  init(_ word: String, platform: String?) {
    self.word = word
    self.platform = platform
  }

  /// The first one that is meant.
  func find(in attachments: [BuildAttachment], of ref: String) throws -> BuildAttachment {
    let types = Self.types[word] ?? [word]
    let meant = attachments.first {
      (platform == nil || $0.platform == platform)
        && ($0.descriptor.digest == word || types.contains($0.type))
    }
    guard let meant else {
      let all = attachments.map {
        ["\($0.type)", $0.platform].compactMap(\.self).joined(separator: " for ")
      }
      throw CommandFailure(
        "the build \(ref) has no such attachment; "
          + (all.isEmpty ? "it has none" : "it has \(all.joined(separator: ", "))"))
    }
    return meant
  }

  private static let types: [String: [String]] = [
    "index": ["application/vnd.oci.image.index.v1+json"],
    "manifest": ["application/vnd.oci.image.manifest.v1+json"],
    "image": ["application/vnd.oci.image.config.v1+json"],
    "provenance": ["https://slsa.dev/provenance/v1", "https://slsa.dev/provenance/v0.2"],
    "sbom": ["https://spdx.dev/Document"],
  ]
}
