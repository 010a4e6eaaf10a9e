import Bento
import BuildKit

/// Where an image goes that is to be run.
enum LoadTarget: Hashable {
  /// The Docker Engine that builds it, which keeps images itself.
  case engine(DockerAddress)
  /// A program on this machine.
  case runtime(ContainerRuntime)

  /// What an image goes to that is built at an endpoint: the Engine there, else the first program on
  /// `PATH` that answers.
  ///
  /// - Parameter archive: the archive that is to be loaded; nil for what the program takes best.
  /// - Throws: as ``ContainerRuntime/answering(loading:environment:)``.
  static func find(
    at endpoint: Endpoint, loading archive: OutputSpecification.ExporterType?,
    environment: @escaping EnvironmentLookup
  ) async throws -> LoadTarget {
    if case .docker(let address) = endpoint { return .engine(address) }
    return .runtime(
      try await ContainerRuntime.answering(loading: archive, environment: environment))
  }

  /// BuildKit's exporter for it. That of an Engine is `moby`, whatever the Engine stores images with: where
  /// that is containerd, `moby` is `image` with the unpacking that running it takes.
  ///
  /// Source: docker/buildx, `build/opt.go` (the driver `docker`); moby/moby,
  /// `builder/builder-next/worker/containerdworker.go`.
  var exporter: OutputSpecification.ExporterType {
    switch self {
    case .engine: .moby
    case .runtime(let runtime): runtime.archive
    }
  }
}
