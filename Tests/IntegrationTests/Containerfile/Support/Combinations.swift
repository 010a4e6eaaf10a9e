import Containerfile

/// Containerfiles of everything that bentos can ask for.
enum Combinations {
  /// Odd texts, each as YAML and as it is.
  static let oddTexts: [String] = [
    "plain", "two words", "it's", "say \"hi\"", "$HOME", "${HOME}", "`id`", "back\\slash",
    "trailing\\", "#hash", "a;b&&c|d", "<>()*?[]~!", "naïve ☃ 日本語", " blanks ", "a=b",
    "tab\there", String(repeating: "long ", count: 2000),
  ]

  /// A text in YAML's double quotes.
  static func yaml(_ text: String) -> String {
    let escaped = text.flatMap { (sign: Character) -> String in
      switch sign {
      case "\\": "\\\\"
      case "\"": "\\\""
      case "\t": "\\t"
      default: String(sign)
      }
    }
    return "\"" + String(escaped) + "\""
  }

  /// Both formats, every distribution, release and option, with and without BuildKit.
  static func all() throws -> [MadeContainerfile] {
    var all: [MadeContainerfile] = []
    for buildKit in [true, false] {
      for features in [[], ["grpc", "aws"]] {
        let options = ContainerfileOptions(header: true, buildKit: buildKit, features: features)
        let note = (buildKit ? "" : ", plain") + (features.isEmpty ? "" : ", features")
        for (name, yaml) in legacy(secrets: buildKit) + current(secrets: buildKit) {
          all.append(try MadeContainerfile(name + note, yaml: yaml, options: options))
        }
      }
    }
    return all
  }

  private static let releases: [(name: String, docker: String, more: String)] = [
    ("debian", "distro: debian", ""), ("alpine", "distro: alpine", ""),
    ("ubi8", "distro: ubi8", ""), ("amazonlinux", "distro: amazonlinux", ""),
    ("debian with CUDA", "distro: debian, cuda_version: 12", ""),
    ("ubi8 with CUDA", "distro: ubi8, cuda_version: '11.8'", ""),
    ("debian with conda", "distro: debian", "conda: {channels: [conda-forge]}"),
    ("alpine with conda", "distro: alpine", "conda: {dependencies: [scipy]}"),
    ("an own image", "base_image: 'mine:1'", ""),
  ]

  private static func legacy(secrets: Bool) -> [(String, String)] {
    let texts = oddTexts.map(yaml)
    let packages = "system_packages: [" + texts.joined(separator: ", ") + "]"
    let variables =
      "env: {" + texts.enumerated().map { "V\($0): \($1)" }.joined(separator: ", ") + "}"
    let choices =
      ["", ", \(packages)", ", \(variables)", ", setup_script: ./s"]
      + [", \(packages), \(variables), setup_script: ./s"]
    return releases.flatMap { release in
      choices.enumerated().map { index, choice in
        let docker = "docker: {\(release.docker), python_version: '3.11'\(choice)}"
        let envs =
          secrets && index % 2 == 0 ? "\nenvs: [{name: TOKEN, stage: build, value: hidden}]" : ""
        return ("\(release.name) \(index)", "\(docker)\n\(release.more)\(envs)")
      }
    }
  }

  private static func current(secrets: Bool) -> [(String, String)] {
    let texts = oddTexts.map(yaml)
    let stages = ["all", "runtime"] + (secrets ? ["build"] : [])
    let envs = stages.flatMap { stage in
      texts.enumerated().map {
        "{name: \(stage.prefix(1).uppercased())\($0), value: \($1), stage: \(stage)}"
      }
    }
    let images = [
      "", "commands: ['echo a && echo b', 'if true; then echo c; fi', 'cd /tmp']",
      "post_commands: [\"cat <<EOF > /tmp/f\\nline $HOME\\nEOF\", 'echo a # why']",
      "build_include: [\(texts.filter { !$0.contains("\\t") }.joined(separator: ", "))]",
    ]
    return images.enumerated().flatMap { index, image in
      ["[]", "[" + envs.joined(separator: ", ") + "]"].map { envs in
        (
          "second format \(index)" + (envs == "[]" ? "" : " with variables"),
          "spec: 2\nenvs: \(envs)\nimage: {base_image: 'mine:1', python_version: '3.11', \(image)}"
        )
      }
    }
  }
}
