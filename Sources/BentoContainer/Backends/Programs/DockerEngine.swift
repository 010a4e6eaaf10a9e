import Bento

/// What `docker` and `docker buildx` have in common.
enum DockerEngine {
  static let environmentDefaults = ["DOCKER_BUILDKIT": "1", "DOCKER_SCAN_SUGGEST": "false"]

  /// The first version that knows BuildKit.
  private static let oldest = Version(18, 9, 0)

  static func health(_ environment: @escaping EnvironmentLookup) async -> BackendHealth {
    let docker = BuilderProgram("docker", environment: environment)
    guard let path = docker.path else { return docker.presence }
    func problem(_ text: String) -> BackendHealth { BackendHealth(problem: text, place: path) }
    let text: String
    let isBuildKitOn: Bool
    do throws(BuilderProgram.Silence) {
      let answer = try await docker.ask(["version", "--format", "{{json .Server.Version}}"])
      text = String(answer.filter { $0 != "\"" && !$0.isWhitespace })
    } catch {
      return problem(
        "no Docker Engine answers: \(error.reason); start it, or see to DOCKER_HOST and the "
          + "permissions of its socket")
    }
    guard let version = Version(leading: text) else {
      return problem("the Docker Engine calls its version \"\(text)\", which is none")
    }
    do throws(ContainerError) {
      isBuildKitOn = try BuildKitSwitch.state(environment) ?? true
    } catch {
      return problem(error.message)
    }
    if isBuildKitOn, version < oldest {
      return BackendHealth(
        problem: "Docker Engine \(text) has no BuildKit; upgrade to 18.09 or newer, or set "
          + "DOCKER_BUILDKIT=0",
        place: path, version: text)
    }
    return BackendHealth(place: path, version: text)
  }
}
