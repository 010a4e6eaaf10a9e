import Bento
import BuildKit
import Glibc

/// A program that keeps and runs images.
struct ContainerRuntime: Hashable {
  /// `docker`, `podman` or `nerdctl`.
  let name: String
  /// Where the program is.
  let path: String
  /// What its `load` takes.
  let archive: OutputSpecification.ExporterType

  /// What is known of one: what its `load` takes, and what it answers only if what keeps its images does.
  private struct Known {
    let name: String
    let archive: OutputSpecification.ExporterType
    let question: [String]
  }

  private static let known = [
    Known(
      name: "docker", archive: .docker, question: ["version", "--format", "{{.Server.Version}}"]),
    Known(name: "podman", archive: .oci, question: ["info", "--format", "{{.Version.Version}}"]),
    Known(name: "nerdctl", archive: .oci, question: ["info", "--format", "{{.ServerVersion}}"]),
  ]

  /// How long one may take to answer.
  private static let patience = Duration.seconds(10)

  /// Those on `PATH`, best first.
  ///
  /// - Parameter type: the archive that is to be loaded: docker loads those of its own, podman and
  ///   nerdctl either; nil for what each takes best.
  static func onPath(
    loading type: OutputSpecification.ExporterType? = nil, environment: EnvironmentLookup
  ) -> [ContainerRuntime] {
    known.compactMap { known in
      guard type == nil || known.archive == type || known.archive == .oci,
        let path = Executable.find(known.name, environment: environment)
      else { return nil }
      return ContainerRuntime(name: known.name, path: path, archive: type ?? known.archive)
    }
  }

  /// The first one on `PATH` that answers, so that it is known before the build that it can load what is
  /// made.
  ///
  /// - Parameter type: as for ``onPath(loading:environment:)``.
  /// - Throws: ``ContainerError`` of kind `noRuntime`, with what was tried; `CancellationError`.
  static func answering(
    loading type: OutputSpecification.ExporterType?, environment: @escaping EnvironmentLookup
  ) async throws -> ContainerRuntime {
    var silent: [String] = []
    for runtime in onPath(loading: type, environment: environment) {
      guard let reason = await runtime.silence(environment) else { return runtime }
      try Task.checkCancellation()
      silent.append("\(runtime.name) says: \(reason)")
    }
    throw ContainerError(
      .noRuntime,
      (silent.isEmpty
        ? "no docker, podman or nerdctl found to load the image into; name an output"
        : "nothing answers that could load the image: " + silent.joined(separator: "; ")
          + "; start one, or name an output")
        + ", for instance --output type=oci,dest=image.tar")
  }

  /// Why it doesn't answer; nil if it does.
  private func silence(_ environment: @escaping EnvironmentLookup) async -> String? {
    let question = Self.known.first { $0.name == name }?.question ?? []
    do {
      _ = try await within(Self.patience) { [name] in
        try await BuilderProgram(name, environment: environment).ask(question)
      }
      return nil
    } catch let silence as BuilderProgram.Silence {
      return silence.reason
    } catch {
      return "no answer in \(Self.patience.components.seconds) s"
    }
  }
}

/// Programs on `PATH`, looked up anew each time.
enum Executable {
  static func find(_ name: String, environment: EnvironmentLookup) -> String? {
    for folder in (environment("PATH") ?? "/usr/bin:/bin").split(separator: ":") {
      let path = "\(folder)/\(name)"
      var status = stat()
      if access(path, X_OK) == 0, stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG {
        return path
      }
    }
    return nil
  }
}
