import Bento
import Containerfile

/// Rules that turn instructions into errors, and errors into instructions.
extension DockerfileMending {
  static var mendedFailures: Set<String> { ["D26", "D39"] }

  /// Errors that are none here.
  static func mendFailure(
    _ expectation: inout DockerfileExpectation, _ failure: RecordedDockerfiles.Failure,
    _ situation: Situation
  ) {
    // D26
    if failure.message.contains("could not be found locally and failed to fetch") {
      expectation = .rendering(including: ["COPY --chown=bentoml:bentoml . ./", "USER bentoml"])
    }
    // D39
    if failure.root.message.contains("'supported_python_versions' must be in"),
      case .v1(let image) = situation.bento.info.image, image.docker?.distro == .amazonlinux
    {
      guard let version = image.docker?.pythonVersion else {
        expectation = .failure(kinds: [kind(.missingOption)], naming: ["python_version"])
        return
      }
      expectation = .rendering(including: [
        "FROM amazonlinux:2 as base-container",
        "RUN UV_PYTHON_INSTALL_DIR=/app/python/ uv venv -p \(version) /app/.venv"
          + " && chown -R bentoml:bentoml /app/.venv",
        "RUN rm -rf /var/cache/yum",
      ])
    }
  }

  static let refusals: [Rule] = [
    Rule("D32") { expectation, situation in
      guard isComplete(expectation) else { return }
      for variable in situation.written {
        let name = Instructions.folded(variable.name)
        if name.wholeMatch(of: /[A-Za-z_][A-Za-z0-9_]*/) == nil {
          expectation = .failure(
            kinds: [kind(.invalidVariableName)],
            naming: [String(variable.name.prefix { !$0.isNewline })])
          return
        }
        if variable.value.unicodeScalars.contains(where: { $0 == "\n" || $0 == "\r" }) {
          expectation = .failure(kinds: [kind(.invalidVariableValue)], naming: [name])
          return
        }
      }
    },
    Rule("D36") { expectation, situation in
      // Without BuildKit there are no secrets.
      guard isComplete(expectation), case .v1 = situation.bento.info.image, !situation.buildKit,
        let first = situation.envs(.build).first
      else { return }
      expectation = .failure(kinds: [kind(.secretsNeedBuildKit)], naming: [first.name])
    },
    Rule("no-base-image") { expectation, situation in
      guard isComplete(expectation) else { return }
      switch situation.bento.info.image {
      case .v2(let image):
        guard Instructions.folded(image.baseImage).isEmpty else { return }
        expectation = .failure(kinds: [kind(.missingOption)], naming: ["base_image"])
      case .v1(let image):
        guard let docker = image.docker, let own = docker.baseImage,
          Instructions.folded(own).isEmpty
        else { return }
        if docker.distro == nil || docker.pythonVersion == nil {
          expectation = .failure(kinds: [kind(.missingOption)], naming: ["docker."])
        } else if case .instructions = expectation {
          expectation = .rendering(including: ["WORKDIR $BENTO_PATH"])
        }
      }
    },
  ]

  /// Whether BentoML got as far as to make instructions, or would have, had the features been known.
  private static func isComplete(_ expectation: DockerfileExpectation) -> Bool {
    switch expectation {
    case .instructions: true
    case .rendering: false
    case .failure(let kinds, _): kinds == [kind(.unknownFeature)]
    }
  }

  static func kind(_ kind: ContainerfileError.Kind) -> String { kind.rawValue }
}

extension DockerfileMending.Situation {
  /// The variables that are written into the Dockerfile, or at least their names; secrets have no
  /// value there.
  fileprivate var written: [(name: String, value: String)] {
    let secrets = envs(.build).map { (name: $0.name, value: "") }
    switch bento.info.image {
    case .v2:
      return bento.info.envs.map { ($0.name, $0.stage == .build ? "" : $0.value) }
    case .v1(let image):
      let variables = image.docker?.env ?? []
      return secrets
        + variables.filter { one in !secrets.contains { $0.name == one.name } }
        .map { ($0.name, $0.value) }
    }
  }
}
