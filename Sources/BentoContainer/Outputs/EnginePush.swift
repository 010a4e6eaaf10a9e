import BuildKit
import Digests

/// Images of an Engine that keeps them in a store of its own: each is built into that store, and pushed from
/// there by the Engine.
struct EnginePush {
  /// What is pushed.
  let names: [String]
  /// What the Engine's BuildKit is asked for.
  let kept: OutputSpecification

  /// - Parameter output: an image that is to be pushed.
  /// - Throws: ``ContainerError`` of kind `invalidOption` for what an Engine can't.
  init(_ output: OutputSpecification, names: [String]) throws(ContainerError) {
    let kept = Self.kept(output).named(names)
    self.names = (kept.attributes["name"] ?? "").split(separator: ",").map(String.init)
    guard !self.names.isEmpty else {
      throw ContainerError(.invalidOption, "an image that is pushed needs a name; add -t NAME")
    }
    guard kept.attributes["push-by-digest"] == nil else {
      throw ContainerError(
        .invalidOption,
        "output \"\(output)\": an Engine with its images in its own store pushes them by their names "
          + "only; use an Engine with its images in containerd, or a buildkitd")
    }
    self.kept = kept
  }

  /// An image as the Engine's BuildKit is asked for it, which knows no `image`.
  ///
  /// Source: docker/buildx, `build/opt.go` (the driver `docker`).
  static func kept(_ output: OutputSpecification) -> OutputSpecification {
    var kept = output
    kept.type = .moby
    for attribute in ["push", "unpack"] { kept.attributes[attribute] = nil }
    return kept
  }

  /// Whether there are images, and an Engine at an endpoint that keeps them in a store of its own.
  ///
  /// - Throws: what asking the Engine throws.
  static func isNeeded(for outputs: DirectOutputs, on client: BuildKitClient) async throws -> Bool {
    let hasImages = outputs.outputs.contains {
      if case .specified(let output) = $0 { output.type == .image } else { false }
    }
    guard hasImages, client.endpoint.isEngine, let engine = try await client.engine() else {
      return false
    }
    return !engine.usesContainerdStore
  }

  /// Pushes what was built, a step of the build for each name.
  ///
  /// - Parameter result: gets the digest that the image has in the registry.
  /// - Throws: `BuildError`; `CancellationError`.
  static func push(
    _ names: [String], of request: BuildRequest, on client: BuildKitClient,
    result: inout BuildResult, onStatus: @Sendable (StatusResponse) async -> Void
  ) async throws {
    for name in names {
      var step = Vertex(
        digest: try SHA256.digest(of: Array("push \(name)".utf8)),
        name: "pushing \(name) with docker")
      step.started = .now
      await onStatus(StatusResponse(vertexes: [step]))
      do {
        let digest = try await client.pushFromEngine(
          name, credentials: request.registryCredentials, timeout: request.timeout)
        if let digest, name == names.first { result.exporterResponse.push(as: digest) }
      } catch {
        step.completed = .now
        step.error = "\(error)"
        await onStatus(StatusResponse(vertexes: [step]))
        throw error
      }
      step.completed = .now
      await onStatus(StatusResponse(vertexes: [step]))
    }
  }
}

extension [String: String] {
  /// What an exporter says, once the image has a digest in a registry. An Engine's exporter calls the
  /// digest of the configuration that of the image.
  fileprivate mutating func push(as digest: String) {
    let (image, configuration) = ("containerimage.digest", "containerimage.config.digest")
    self[configuration] = self[configuration] ?? self[image]
    self[image] = digest
  }
}
