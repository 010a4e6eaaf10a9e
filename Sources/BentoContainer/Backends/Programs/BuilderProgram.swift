import Bento

/// A builder program on this machine, asked about itself.
struct BuilderProgram: Sendable {
  let name: String
  let environment: EnvironmentLookup

  init(_ name: String, environment: @escaping EnvironmentLookup) {
    self.name = name
    self.environment = environment
  }

  /// Where it is; nil if it is not on `PATH`.
  var path: String? { Executable.find(name, environment: environment) }

  /// Whether it is there.
  var presence: BackendHealth {
    guard let path else { return BackendHealth(problem: absence) }
    return BackendHealth(place: path)
  }

  /// That it isn't there.
  var absence: String {
    "\(name) is not on PATH; install it\(Self.guides[name].map { " (\($0))" } ?? ""), or use another "
      + "backend"
  }

  /// What it prints.
  ///
  /// - Throws: ``Silence`` if it fails.
  func ask(_ arguments: [String]) async throws(Silence) -> String {
    do {
      let plan = ProcessPlan(program: name, arguments: arguments.map { Argument($0) })
      let outcome = try await plan.run(options: ProcessOptions(environment: environment))
      let text = String(decoding: outcome.standardOutput, as: UTF8.self)
      return text.split(whereSeparator: \.isNewline).joined(separator: "\n")
    } catch let failure as ProcessFailure {
      throw Silence(reason: failure.reason ?? "\(failure)")
    } catch {
      throw Silence(reason: "\(error)")
    }
  }

  /// Why a program doesn't answer.
  struct Silence: Error {
    let reason: String
  }

  private static let guides = [
    "docker": "https://docs.docker.com/get-docker/",
    "podman": "https://podman.io/docs/installation",
    "buildah": "https://github.com/containers/buildah/blob/main/install.md",
    "nerdctl": "https://github.com/containerd/nerdctl",
  ]
}
