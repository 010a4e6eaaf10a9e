import Glibc

/// Folders of programs that do nothing, for what only looks whether they are there.
struct StandInPrograms {
  let all: String
  let withoutDocker: String

  init(in folder: String) throws {
    all = folder + "/stand-ins"
    withoutDocker = folder + "/stand-ins-without-docker"
    let names = ["podman", "nerdctl", "buildah", "buildctl", "buildkitd"]
    for (folder, names) in [(all, names + ["docker"]), (withoutDocker, names)] {
      mkdir(folder, 0o755)
      for name in names { close(open("\(folder)/\(name)", O_CREAT | O_WRONLY, 0o755)) }
    }
  }
}
