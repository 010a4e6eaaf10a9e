import FoundationEssentials

/// Something that a build of the history made: an image, or what is attested about it.
public struct BuildAttachment: Hashable, Sendable {
  /// Where it is.
  public var descriptor: Descriptor
  /// What it is for, such as `linux/amd64`; nil where it isn't for one platform.
  public var platform: String?

  /// What it is: the type of an attestation's predicate, else the media type.
  public var type: String {
    descriptor.annotations["in-toto.io/predicate-type"] ?? descriptor.mediaType
  }

  /// Whether it tells how the result came to be.
  public var isProvenance: Bool { type.hasPrefix("https://slsa.dev/provenance/") }
}

extension BuildKitClient {
  /// What a build of the history made, by platform and type.
  ///
  /// - Throws: ``BuildError``; `CancellationError`.
  public func attachments(of record: BuildHistoryRecord) async throws -> [BuildAttachment] {
    var found: [BuildAttachment] = []
    for (name, result) in record.results.sorted(by: { $0.key < $1.key }) {
      let platform = name.isEmpty ? nil : name
      found += result.attestations.map { BuildAttachment(descriptor: $0, platform: platform) }
      for descriptor in result.results {
        try await walk(BuildAttachment(descriptor: descriptor, platform: platform), 0, &found)
      }
    }
    return found.sorted {
      ($0.platform ?? "", $0.type, $0.descriptor.digest)
        < ($1.platform ?? "", $1.type, $1.descriptor.digest)
    }
  }

  /// An index of indexes goes so deep at most, and a build has so many attachments.
  private static let deepest = 4
  private static let mostAttachments = 1000
  private static let longestIndex = 4 << 20

  private func walk(
    _ attachment: BuildAttachment, _ depth: Int, _ found: inout [BuildAttachment]
  ) async throws {
    let descriptor = attachment.descriptor
    guard found.count < Self.mostAttachments, depth < Self.deepest else { return }
    if descriptor.annotations["vnd.docker.reference.type"] != "attestation-manifest" {
      found.append(attachment)
    }
    guard ImageIndex.mediaTypes.contains(descriptor.mediaType) else { return }
    do {
      let bytes = try await contents(of: descriptor, atMost: Self.longestIndex)
      guard let index = try? JSONDecoder().decode(ImageIndex.self, from: Data(bytes)) else {
        return
      }
      for entry in index.manifests ?? [] {
        let child = BuildAttachment(
          descriptor: entry.descriptor, platform: entry.platform?.text ?? attachment.platform)
        try await walk(child, depth + 1, &found)
      }
    } catch let error as BuildError where error.code == .notFound {
      // The history doesn't hold what has been exported elsewhere.
    }
  }
}

/// An image index, as in the OCI image specification.
private struct ImageIndex: Decodable {
  static let mediaTypes = [
    "application/vnd.oci.image.index.v1+json",
    "application/vnd.docker.distribution.manifest.list.v2+json",
  ]

  struct Entry: Decodable {
    var mediaType: String?
    var digest: String?
    var size: Int64?
    var annotations: [String: String]?
    var platform: EntryPlatform?

    var descriptor: Descriptor {
      Descriptor(
        mediaType: mediaType ?? "", digest: digest ?? "", size: size ?? 0,
        annotations: annotations ?? [:])
    }
  }

  struct EntryPlatform: Decodable {
    var os: String?
    var architecture: String?
    var variant: String?

    var text: String {
      "\(Platform(os: os ?? "", architecture: architecture ?? "", variant: variant ?? ""))"
    }
  }

  var manifests: [Entry]?
}
