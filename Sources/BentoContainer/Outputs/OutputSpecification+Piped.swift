public import Bento
public import BuildKit

extension OutputSpecification {
  /// What a command does that is told no output: nothing of its own if a container runtime is there
  /// to load the image, else an archive to standard output.
  public static func pipedDefault(
    environment: EnvironmentLookup = processEnvironment
  ) -> [OutputSpecification] {
    ContainerRuntime.find(environment: environment) == nil
      ? [OutputSpecification(type: .docker, destination: .standardOutput)] : []
  }
}
