import Bento
import Glibc

/// A program that keeps and runs images.
struct ContainerRuntime: Hashable {
  /// `docker`, `podman` or `nerdctl`.
  let name: String
  /// Where the program is.
  let path: String
  /// What its `load` takes.
  let archive: OutputSpecification.ExporterType

  /// The first one on `PATH`.
  static func find(environment: EnvironmentLookup = processEnvironment) -> ContainerRuntime? {
    let known: [(String, OutputSpecification.ExporterType)] = [
      ("docker", .docker), ("podman", .oci), ("nerdctl", .oci),
    ]
    for (name, archive) in known {
      if let path = Executable.find(name, environment: environment) {
        return ContainerRuntime(name: name, path: path, archive: archive)
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
