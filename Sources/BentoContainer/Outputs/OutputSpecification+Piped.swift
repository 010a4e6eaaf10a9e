public import Bento
public import BuildKit

extension OutputSpecification {
  /// What a command does that is told no output: nothing of its own if a Docker Engine builds, which keeps
  /// the image, or a container runtime is there to load it; else an archive to standard output.
  ///
  /// - Parameter endpoint: where the build is asked for; nil for where it is found.
  public static func pipedDefault(
    at endpoint: Endpoint? = nil, environment: EnvironmentLookup = processEnvironment
  ) -> [OutputSpecification] {
    BuilderAddress.isEngine(endpoint, environment: environment)
      || !ContainerRuntime.onPath(environment: environment).isEmpty
      ? [] : [OutputSpecification(type: .docker, destination: .standardOutput)]
  }
}
