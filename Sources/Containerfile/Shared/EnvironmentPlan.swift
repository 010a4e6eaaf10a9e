internal import Bento

/// What becomes of a bento's environment variables: instructions, or secrets.
struct EnvironmentPlan {
  /// Instructions for the variables that are there while the image is built and in the container.
  private(set) var early: [String] = []
  /// Instructions for those that are there in the container only; they belong behind every `RUN`.
  private(set) var late: [String] = []
  /// Those that are there only while the image is built.
  private(set) var secrets: [BuildSecret] = []

  init(_ entries: [EnvironmentEntry], buildKit: Bool) throws(ContainerfileError) {
    if !buildKit, let secret = entries.first(where: { $0.stage == .build }) {
      throw Self.needsBuildKit(secret.name)
    }
    for entry in entries {
      let name = try VariableText.name(entry.name)
      if entry.stage == .build {
        let fallback = entry.value.isEmpty ? nil : entry.value
        secrets.removeAll { $0.id == name }
        secrets.append(BuildSecret(id: name, fallback: fallback))
        continue
      }
      let value = try VariableText.value(entry.value, of: name)
      switch entry.stage {
      case .all:
        early.append(value.isEmpty ? "ARG \(name)" : "ARG \(name)=\(value)")
        early.append("ENV \(name)=$\(name)")
      case .runtime:
        // Without a value it is for whoever runs the container to give one.
        if !value.isEmpty { late.append("ENV \(name)=\(value)") }
      case .build: break
      }
    }
  }

  private static func needsBuildKit(_ name: String) -> ContainerfileError {
    ContainerfileError(
      .secretsNeedBuildKit,
      "the variable \(quoted(name)) is of stage 'build', a secret, which needs a builder with BuildKit;"
        + " use another backend, or set DOCKER_BUILDKIT=1")
  }
}
