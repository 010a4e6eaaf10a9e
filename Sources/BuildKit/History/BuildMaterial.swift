import FoundationEssentials

/// Something that a build was made from, by its provenance.
public struct BuildMaterial: Hashable, Sendable {
  /// Such as `pkg:docker/python@3.11-slim?platform=linux%2Famd64`.
  public var uri: String
  /// Such as `sha256:…`, sorted.
  public var digests: [String]
}

extension BuildKitClient {
  /// What a build of the history was made from; none if it has no provenance.
  ///
  /// - Parameter attachments: what ``attachments(of:)`` found.
  /// - Throws: ``BuildError``, with the code ``BuildError/Code/protocolViolation`` if the provenance
  ///   isn't SLSA's; `CancellationError`.
  public func materials(of attachments: [BuildAttachment]) async throws -> [BuildMaterial] {
    guard let provenance = attachments.first(where: \.isProvenance) else { return [] }
    let bytes = try await contents(of: provenance.descriptor, atMost: 16 << 20)
    guard let predicate = try? JSONDecoder().decode(Provenance.self, from: Data(bytes)) else {
      throw BuildError(
        .protocolViolation, "the provenance \(provenance.descriptor.digest) can't be read")
    }
    return (predicate.buildDefinition?.resolvedDependencies ?? predicate.materials ?? []).map {
      BuildMaterial(
        uri: $0.uri ?? "", digests: ($0.digest ?? [:]).map { "\($0.key):\($0.value)" }.sorted())
    }
  }
}

/// The predicate of SLSA's provenance, v1 and v0.2.
private struct Provenance: Decodable {
  struct Material: Decodable {
    var uri: String?
    var digest: [String: String]?
  }
  struct Definition: Decodable {
    var resolvedDependencies: [Material]?
  }

  var buildDefinition: Definition?
  var materials: [Material]?
}
