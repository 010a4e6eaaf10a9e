import Bento
import Containerfile

/// Rules for instructions of the second format.
extension DockerfileMending {
  static let currentRules: [Rule] = [
    .v2("D29") { lines, _, _ in
      lines = lines.map {
        $0.hasPrefix("RUN if command -v groupadd &>/dev/null; then groupadd -g $BENTO_USER_GID")
          ? $0.replacing(" &>/dev/null;", with: " >/dev/null 2>&1;") : $0
      }
    },
    .v2("D38") { lines, image, _ in
      let installers = ["apt-get update && ", "apk add ", "yum update && ", "yum upgrade -y && "]
      guard image.commands.count >= 2, image.commands[0] == image.commands[1],
        installers.contains(where: image.commands[0].hasPrefix)
      else { return }
      let place = lines.indices.dropLast().first {
        lines[$0] == lines[$0 + 1] && lines[$0].hasSuffix(Instructions.folded(image.commands[0]))
      }
      if let place { lines.remove(at: place) }
    },
    .v2("null-value") { lines, _, situation in
      for env in situation.bento.info.envs where env.value.isEmpty {
        replace("ARG \(env.name)=None", with: "ARG \(env.name)", in: &lines)
      }
    },
    .v2("python-version") { lines, image, _ in
      let version = Instructions.folded(image.pythonVersion)
      let mended = version.isEmpty ? "" : "--python \(quoted(version)) "
      lines = lines.map {
        $0.replacing(
          "uv venv --python \(version.isEmpty ? "" : version + " ")/app/.venv",
          with: "uv venv \(mended)/app/.venv")
      }
    },
    .v2("include-path") { lines, image, _ in
      for path in image.buildInclude {
        let isPlain = path.unicodeScalars.allSatisfy {
          $0.value > 0x20 && !"\\[\"".contains(Character($0))
        }
        if isPlain { continue }
        let text = path.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
        replace(
          "COPY --chown=bentoml:bentoml ./src/\(path) ./src/\(path)",
          with: "COPY --chown=bentoml:bentoml [\"./src/\(text)\", \"./src/\(text)\"]", in: &lines)
      }
    },
    .v2("D33") { lines, _, situation in
      let secrets = situation.secretNames
      guard !secrets.isEmpty else { return }
      // The names stand there as they were written, white space included.
      let names = situation.envs(.build).map(\.name)
      let mounts =
        Instructions.folded(names.map { "--mount=type=secret,id=\($0) " }.joined()) + " "
      let exports =
        Instructions.folded(names.map { "\($0)=\"$(cat /run/secrets/\($0))\" " }.joined()) + " "
      var mended: [String] = []
      for line in lines {
        guard line.hasPrefix("RUN \(mounts)") else {
          mended.append(line)
          continue
        }
        let plain = line.replacing(mounts, with: "", maxReplacements: 1)
          .replacing(exports, with: "", maxReplacements: 1)
        let whole = withSecrets(plain, secrets)
        if let heredoc = plain.wholeMatch(of: /RUN (<<\S+)/) {
          // A script given whole: the exports are its first line.
          let prologue = prologue(secrets)
          mended += [whole.replacing(" \(prologue) \(heredoc.1)", with: " \(heredoc.1)"), prologue]
        } else {
          mended.append(whole)
        }
      }
      lines = mended
    },
    .v2("D37") { lines, _, situation in
      guard let place = lines.firstIndex(of: "COPY --chown=bentoml:bentoml . ./") else { return }
      let late = situation.envs(.runtime).filter { !$0.value.isEmpty }.map {
        Instructions.folded("ENV \(Instructions.folded($0.name))=\(quoted($0.value))")
      }
      lines.insert(contentsOf: late, at: place + 1)
    },
  ]

  /// D27, for both formats.
  static let features = Rule("D27") { expectation, situation in
    if case .failure = expectation { return }
    guard situation.variant != .featuresInvalid else {
      expectation = .failure(kinds: [kind(.unknownFeature)], naming: situation.features)
      return
    }
    guard case .instructions(var lines) = expectation, !situation.features.isEmpty else { return }
    let requirement = "'bentoml[\(situation.features.joined(separator: ","))]'"
    switch situation.bento.info.image {
    case .v2:
      guard let place = lines.lastIndex(where: { $0.hasSuffix(currentInstallation) }) else {
        return
      }
      lines.insert("\(lines[place]) \(requirement)", at: place + 1)
    case .v1:
      guard let place = lines.lastIndex(where: { $0.contains(legacyInstallation) }),
        let mark = lines[place].firstRange(of: legacyInstallation)
      else { return }
      lines.removeLast()
      lines.insert(
        lines[place][..<mark.lowerBound] + "uv pip install \(requirement)", at: place + 1)
    }
    expectation = .instructions(lines)
  }

  private static let currentInstallation =
    "uv --directory $INSTALL_ROOT pip install -r $BENTO_PATH/env/python/requirements.txt"
  private static let legacyInstallation = "bash -euxo pipefail /"
}
