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

  private static let known: [(name: String, archive: OutputSpecification.ExporterType)] = [
    ("docker", .docker), ("podman", .oci), ("nerdctl", .oci),
  ]

  /// The first one on `PATH`.
  static func find(environment: EnvironmentLookup = processEnvironment) -> ContainerRuntime? {
    for (name, archive) in known {
      if let path = Executable.find(name, environment: environment) {
        return ContainerRuntime(name: name, path: path, archive: archive)
      }
    }
    return nil
  }

  /// The first one on `PATH` that loads archives of a type: docker those of its own, podman and
  /// nerdctl either.
  static func find(
    loading type: OutputSpecification.ExporterType, environment: EnvironmentLookup
  ) -> ContainerRuntime? {
    for (name, archive) in known where archive == type || archive == .oci {
      if let path = Executable.find(name, environment: environment) {
        return ContainerRuntime(name: name, path: path, archive: type)
      }
    }
    return nil
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
