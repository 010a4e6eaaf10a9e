import BentoContainer
import Testing

@Suite struct FlagSupportTests {
  @Test(arguments: [
    ("podman", "push", "docker, buildx and buildctl can"),
    ("podman", "metadata_file", "docker, buildx and buildctl can"),
    ("podman", "provenance", "docker, buildx, nerdctl and buildctl can"),
    ("buildah", "export_cache", "buildctl can"), ("buildx", "oci_layout", "buildctl can"),
    ("nerdctl", "registry_auth_tlscontext", "buildctl can"), ("docker", "trace", "buildctl can"),
    ("buildctl", "builder", "docker and buildx can"),
  ])
  func aFlagThatOnlyOthersKnowIsRefused(
    _ name: String, _ flag: String, _ others: String
  ) throws {
    let backend = try backend(named: name)
    let error = #expect(throws: ContainerError.self) {
      try backend.check(flags: ["no_cache": true, flag: "x"], environment: { _ in nil })
    }
    #expect(error?.kind == .invalidOption)
    let written = flag.split(separator: "_").joined(separator: "-")
    #expect(error?.message == "\(name) can't honour --\(written); \(others)")
  }

  @Test(arguments: [
    ("docker", "push"), ("docker", "annotation"), ("buildx", "annotation"), ("podman", "output"),
    ("buildah", "output"), ("buildah", "build_context"), ("nerdctl", "network"),
    ("buildctl", "push"),
  ])
  func aFlagThatTheProgramKnowsGoesToIt(_ name: String, _ flag: String) throws {
    try backend(named: name).check(flags: [flag: "x"], environment: { _ in nil })
  }

  @Test func dockerKnowsLessWithoutBuildKit() {
    #expect(throws: ContainerError.self) {
      try Docker().check(
        flags: ["push": true], environment: { $0 == "DOCKER_BUILDKIT" ? "0" : nil })
    }
  }

  @Test(arguments: ["--run-as-root", "--staging-dir"])
  func onlyAProgramIsRunAsRootAndFromAFolder(_ flag: String) throws {
    for backend in registeredBackends where backend.name != "buildctl" {
      try backend.checkRunsProgram(for: flag)
    }
    let error = #expect(throws: ContainerError.self) {
      try Buildctl().checkRunsProgram(for: flag)
    }
    #expect(error?.message.contains("which \(flag) is for; ") == true)
    #expect(error?.message.contains("use one of docker, ") == true)
  }
}
