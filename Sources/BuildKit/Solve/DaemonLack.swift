/// What old daemons leave out of a build in silence, and what an Engine's own store does: it is refused by
/// name before anything is built.
enum DaemonLack {
  /// Something that a request may ask for, and what a daemon has to be able to do for it.
  private struct Wish: Sendable {
    let name: String
    /// As in solver/pb/caps.go.
    let capability: String
    let isIn: @Sendable (BuildRequest) -> Bool

    init(
      _ name: String, needing capability: String, isIn: @escaping @Sendable (BuildRequest) -> Bool
    ) {
      self.name = name
      self.capability = capability
      self.isIn = isIn
    }
  }

  private static let wishes = [
    Wish("attestations (provenance, sbom)", needing: "exporter.image.attestations") {
      $0.asksForAttestations
    },
    Wish("annotations of images", needing: "exporter.image.annotations") { $0.hasAnnotations },
    Wish("times of files (rewrite-timestamp)", needing: "exporter.sourcedateepoch") {
      $0.exports.contains { $0.attributes["rewrite-timestamp"].flatMap(Boolean.value) == true }
    },
    Wish("source policies", needing: "source.policy") { $0.sourcePolicy != nil },
    Wish("limits of steps (ulimit)", needing: "exec.meta.ulimit") { $0.has("ulimit") },
    Wish("control groups of steps (cgroup-parent)", needing: "exec.meta.cgroup.parent") {
      $0.has("cgroup-parent")
    },
    Wish("the size of /dev/shm (shm-size)", needing: "exec.mount.tmpfs.size") {
      $0.has("shm-size")
    },
  ]

  /// Asks the daemon, if a request holds any of it.
  ///
  /// - Throws: ``BuildError``, of code `unimplemented` for what the daemon would leave out, and
  ///   `invalidArgument` for what an Engine's own store would; `CancellationError`.
  static func check(_ request: BuildRequest, on client: BuildKitClient) async throws {
    let wishes = wishes.filter { $0.isIn(request) }
    guard !wishes.isEmpty else { return }
    let known = try await client.graphCapabilities(timeout: request.timeout)
    let lost = wishes.filter { !known.contains($0.capability) }.map(\.name)
    guard lost.isEmpty else {
      throw BuildError(
        .unimplemented,
        "BuildKit at \(client.endpoint) is too old for \(lost.joined(separator: ", "))")
    }
    guard request.exports.contains(where: { $0.type == "moby" }),
      request.asksForAttestations || request.hasAnnotations,
      let engine = try await client.engine(), !engine.usesContainerdStore
    else { return }
    let lack = request.asksForAttestations ? "attestations" : "annotations"
    throw BuildError(
      .invalidArgument,
      "the Docker Engine at \(client.endpoint) has no \(lack) in the images of its own store; leave them "
        + "out, or use an Engine with its images in containerd, or a buildkitd")
  }
}

extension BuildRequest {
  fileprivate func has(_ attribute: String) -> Bool {
    frontendAttributes[attribute]?.isEmpty == false
  }

  fileprivate var asksForAttestations: Bool {
    frontendAttributes.contains { name, value in
      name.hasPrefix("attest:") && !value.split(separator: ",").contains("disabled=true")
    }
  }

  fileprivate var hasAnnotations: Bool {
    exports.contains { $0.attributes.keys.contains { $0.hasPrefix("annotation") } }
  }
}

extension BuildKitClient {
  /// What graphs may hold on this daemon, and exporters do (solver/pb/caps.go): its gateway tells, beside
  /// a build of nothing.
  ///
  /// - Throws: ``BuildError``; `CancellationError`.
  func graphCapabilities(timeout: Duration?) async throws -> Set<String> {
    var nothing = BuildRequest(frontend: "")
    nothing.isInternal = true
    nothing.timeout = timeout
    let answer = AnswerBox<Set<String>>()
    _ = try await build(nothing) { gateway in
      answer.put(gateway.graphCapabilities)
      return GatewayResult()
    }
    return try answer.get()
  }
}
