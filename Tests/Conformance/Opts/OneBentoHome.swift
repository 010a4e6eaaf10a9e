import Glibc

/// A home with one bento `svc:v1`, and stand-in programs.
struct OneBentoHome {
  let programs: StandInPrograms
  let folder: String

  init(in parent: String) throws {
    programs = try StandInPrograms(in: parent)
    folder = parent + "/one-bento-home"
    let bento = "\(folder)/bentos/svc/v1"
    for path in [folder, "\(folder)/bentos", "\(folder)/bentos/svc", bento] { mkdir(path, 0o755) }
    let yaml = """
      service: svc:Svc
      name: svc
      version: v1
      creation_time: '2025-03-01T10:00:00+00:00'
      models: []
      spec: 2
      image:
        base_image: python:3.11-slim
        python_version: '3.11'

      """
    let descriptor = open("\(bento)/bento.yaml", O_CREAT | O_WRONLY | O_TRUNC, 0o644)
    defer { close(descriptor) }
    let bytes = Array(yaml.utf8)
    guard write(descriptor, bytes, bytes.count) == bytes.count else {
      throw Recording.Unreadable(path: bento, reason: "it can't be written")
    }
  }

  /// Plans what a command line of the reference asks for.
  func run(_ arguments: [String], _ variables: [String: String]?) async throws -> CommandRun {
    var environment = [
      "PATH": programs.all, "HOME": folder, "BENTOML_HOME": folder,
      // Without any word, the reference takes docker; bentokit looks round.
      "BENTOML_CONTAINERIZE_BACKEND": "docker",
    ]
    environment.merge(variables ?? [:]) { _, new in new }
    return try await CommandRun(
      ["containerize"] + arguments + ["--dry-run", "--format", "json"], environment: environment,
      folder: folder)
  }
}
