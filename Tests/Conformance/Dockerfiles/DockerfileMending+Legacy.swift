import Bento
import Containerfile

/// Rules for instructions of the first format.
extension DockerfileMending {
  static let legacyRules: [Rule] = [
    .v1("block-end") { lines, image, _ in
      // What the block of the variables begins with.
      let start =
        image.docker?.env.first.map { "ARG \($0.name)=" } ?? "ARG BENTO_PATH="
      guard let place = lines.firstIndex(where: { !$0.hasPrefix(start) && $0.contains(start) }),
        let seam = lines[place].firstRange(of: start)
      else { return }
      let line = lines[place]
      lines.replaceSubrange(
        place...place,
        with: [
          Instructions.folded(String(line[..<seam.lowerBound])), String(line[seam.lowerBound...]),
        ])
    },
    .v1("empty-packages") { lines, image, _ in
      guard image.docker?.systemPackages.isEmpty == true else { return }
      lines.removeAll { $0.hasSuffix(" yum install -y") || $0.hasSuffix(" apk add --update") }
    },
    .v1("empty-script") { lines, image, _ in
      guard image.docker?.setupScript == "" else { return }
      lines.removeAll { $0.contains("/env/docker/setup_script") }
    },
    .v1("D28") { lines, _, _ in
      lines = lines.map { line in
        guard line.wholeMatch(of: /RUN (--mount=\S+ )?set -eux apk add --update .*/) != nil else {
          return line
        }
        return line.replacing("set -eux apk add", with: "set -eux && apk add")
      }
    },
    .v1("D29") { lines, _, _ in
      lines = lines.map {
        $0 == "RUN rm -rf /var/lib/{apt,cache,log}"
          ? "RUN rm -rf /var/lib/apt /var/lib/cache /var/lib/log" : $0
      }
    },
    .v1("null-value") { lines, image, _ in
      for variable in image.docker?.env ?? [] where variable.value.isEmpty {
        replace("ARG \(variable.name)=None", with: "ARG \(variable.name)=", in: &lines)
      }
    },
    .v1("D31") { lines, image, _ in
      for variable in image.docker?.env ?? [] {
        let value = variable.value
        let mended = "ARG \(Instructions.folded(variable.name))=\(quoted(value))"
        let second =
          "ENV \(Instructions.folded(variable.name))=$\(Instructions.folded(variable.name))"
        if value.hasSuffix("\\") {
          // The line went on with the next one.
          let joined = "ARG \(variable.name)=\(value.dropLast()) \(second)"
          guard let place = lines.firstIndex(of: Instructions.folded(joined)) else { continue }
          lines.replaceSubrange(place...place, with: [Instructions.folded(mended), second])
        } else {
          replace("ARG \(variable.name)=\(value)", with: mended, in: &lines)
          replace("ENV \(variable.name)=$\(variable.name)", with: second, in: &lines)
        }
      }
    },
    .v1("D36") { lines, _, situation in
      let secrets = situation.secretNames
      guard !secrets.isEmpty else { return }
      lines.removeAll { line in
        secrets.contains { line.hasPrefix("ARG \($0)=") || line == "ENV \($0)=$\($0)" }
      }
      lines = lines.map { line in
        let isCommand = commandsWithSecrets.contains { line.contains($0) }
        return isCommand && line.hasPrefix("RUN ") ? withSecrets(line, secrets) : line
      }
    },
    .v1("D39") { lines, _, _ in
      // Templates can extend what the bento itself can't have.
      let enabling = /amazon-linux-extras enable python.* && yum groupinstall/
      guard let place = lines.firstIndex(where: { $0.contains(enabling) }) else { return }
      lines[place].replace(
        enabling,
        with: "amazon-linux-extras enable python3.8"
          + " && yum install -y python38 python38-devel python38-pip && yum groupinstall")
      lines = lines.map {
        $0.hasPrefix("RUN ln -sf /usr/bin/python3.")
          ? "RUN ln -sf /usr/bin/pip3.8 /usr/bin/pip" : $0
      }
    },
    .v1("D40") { lines, image, situation in
      guard let version = image.docker?.pythonVersion,
        situation.template.contains("__python_version__")
      else { return }
      // What the documentation's templates use it for.
      lines = lines.map {
        $0.replacing(
          "Installing Python with conda", with: "Installing Python \(version) with conda"
        )
        .replacing("pkgs/main::python= ", with: "pkgs/main::python=\(version) ")
      }
    },
    .v1("D41") { lines, _, _ in
      // The user is the owner of what is copied.
      let copying = /COPY --chown=(?<user>.*):.* \. \.\//
      guard let user = lines.lazy.compactMap({ $0.wholeMatch(of: copying)?.user }).first else {
        return
      }
      replace("USER bentoml", with: "USER \(user)", in: &lines)
    },
    .v1("conda-python") { lines, image, situation in
      let path = "\(situation.bento.path)/env/conda/environment.yml"
      guard let own = image.docker?.pythonVersion, let text = try? TextFile.read(path) else {
        return
      }
      let found = text.split(whereSeparator: \.isNewline).compactMap {
        $0.firstMatch(of: /(?<name>[\w.-]*)python=(?<version>\d+.\d+)$/)
      }
      guard let taken = found.first else { return }
      let right = found.first { $0.name.isEmpty && $0.version.contains(".") }
      guard right?.version != taken.version else { return }
      let version = right.map { String($0.version) } ?? own
      lines = lines.map {
        $0.replacing("Python \(taken.version) with conda", with: "Python \(version) with conda")
          .replacing("::python=\(taken.version) pip", with: "::python=\(version) pip")
      }
    },
  ]

  /// What the commands that get secrets hold.
  private static let commandsWithSecrets = [
    "/bin/conda ", "command -v uv", "uv venv ", "/env/python/install.sh",
    "RUN /home/bentoml/bento/env/docker/setup_script",
  ]
}
