import BentoContainer

/// What a run is to do.
struct CommandLineExpectation {
  var succeeds: Bool
  var exitCode: Int
  var calls: [BuilderCall]
  var names: [String]
  var advice: [String]

  /// Expects that nothing is built, and the command says why.
  mutating func refuse() {
    succeeds = false
    exitCode = 1
    calls.removeAll(where: \.isBuild)
  }

  mutating func changeBuilds(_ change: (inout BuilderCall) -> Void) {
    for index in calls.indices where calls[index].isBuild { change(&calls[index]) }
  }
}

/// How a recorded run is mended where it shows a defect of the reference.
struct CommandLineRule: Sendable {
  /// The defect, or the decision of ours.
  let id: String
  let mend: @Sendable (CommandLineCase, inout CommandLineExpectation) -> Void

  init(
    _ id: String,
    _ mend: @escaping @Sendable (CommandLineCase, inout CommandLineExpectation) -> Void
  ) {
    self.id = id
    self.mend = mend
  }

  static let all = [
    // Health is asked once; what buildx is asked is not compared.
    CommandLineRule("D17") { _, expected in
      var calls: [BuilderCall] = []
      for call in expected.calls
      where !calls.contains(call) && !(call.command.first == "buildx" && !call.isBuild) {
        calls.append(call)
      }
      expected.calls = calls
    },
    CommandLineRule("D6") { _, expected in
      expected.changeBuilds { call in
        call.flags.change("--target") {
          $0.hasPrefix("<CWD>/") ? String($0.dropFirst(6)) : $0
        }
      }
    },
    CommandLineRule("D7") { _, expected in
      expected.changeBuilds { call in
        for name in ["iidfile", "metadata_file", "output", "secret"] {
          call.flags.change(ArgvRule.flag(name)) { PathOptions.resolved($0, of: name) }
        }
      }
    },
    // A secret touches no disk: only its id can be compared.
    CommandLineRule("D35") { _, expected in
      expected.changeBuilds { call in
        call.flags.change("--secret") { text in
          text.hasSuffix(",src=<SECRET_FILE>") ? String(text.prefix { $0 != "," }) : text
        }
      }
    },
    CommandLineRule("D15") { recorded, expected in
      guard ["podman", "buildah"].contains(recorded.backend) else { return }
      expected.changeBuilds { $0.flags["--progress"] = [] }
    },
    CommandLineRule("D19") { recorded, expected in
      guard let environment = recorded.env else { return }
      if environment["BENTOML_DEBUG"] == "true" || environment["BENTOML_VERBOSITY"] == "1" {
        expected.changeBuilds { $0.flags["--progress"] = [.separate("plain")] }
      }
    },
    // A folder that is a bento may be named by its path.
    CommandLineRule("D21") { recorded, expected in
      guard recorded.args.count == 2, recorded.args[1].hasPrefix("<HOME>/bentos/") else { return }
      let parts = recorded.args[1].split(separator: "/").suffix(2)
      let name = parts.joined(separator: ":")
      expected.succeed(name)
    },
    CommandLineRule("D2") { recorded, expected in
      guard recorded.note?.contains("dockerfile_template") == true, let tag = recorded.args.last
      else { return }
      expected.succeed(tag)
    },
    CommandLineRule("D27") { recorded, expected in
      let features = zip(recorded.args, recorded.args.dropFirst())
        .filter { $0.0 == "--enable-features" }.flatMap { $0.1.split(separator: ",") }
      if !features.allSatisfy({ ImageName.features.contains(String($0)) }) {
        expected.refuse()
        expected.exitCode = 2
      }
    },
    CommandLineRule("D43") { recorded, expected in
      let tags = recorded.options("tag")
      if !tags.isEmpty, let old = expected.names.first {
        expected.names = tags
        expected.advice = expected.advice.map { line in
          line.split(separator: " ").map { $0 == old ? tags[0] : String($0) }
            .joined(separator: " ")
        }
      }
      // What isn't an image here can't be run here.
      let goesElsewhere = expected.calls.contains { call in
        !call.flags["--push"].isEmpty || !call.flags["--output"].isEmpty
      }
      if goesElsewhere { expected.advice = [] }
      let isLocal = recorded.args.contains { $0.contains("type=local") }
      if isLocal { expected.names = [] }
    },
    CommandLineRule("D55") { recorded, expected in
      if !(recorded.options("file") + recorded.options("context-path")).isEmpty {
        expected.refuse()
        expected.exitCode = 2
      }
    },
    // A mistake in a name, an option, a feature or a variable is one of usage.
    CommandLineRule("D21") { recorded, expected in
      let names = zip(recorded.args, recorded.args.dropFirst())
        .filter { ["-t", "--image-tag", "--docker-image-tag"].contains($0.0) }.map(\.1)
      let isWrong =
        (try? backend(named: recorded.backend)) == nil
        || names.contains { $0.wholeMatch(of: ImageName.pattern) == nil }
        || Int(recorded.env?["DOCKER_BUILDKIT"] ?? "0") == nil
      if isWrong { expected.exitCode = 2 }
    },
  ]
}

extension CommandLineExpectation {
  /// Expects a build by docker that gives the image a name.
  mutating func succeed(_ name: String) {
    succeeds = true
    exitCode = 0
    names = [name]
    advice = ["docker run --rm -p 3000:3000 \(name)"]
    calls.append(
      BuilderCall(
        program: "docker",
        words: [
          "build", "--tag", name, "--file", "<CTX>/env/docker/Dockerfile", "<CTX>",
        ],
        environment: [
          "DOCKER_BUILDKIT": "1", "DOCKER_SCAN_SUGGEST": "false", "BUILDAH_FORMAT": "<unset>",
        ]))
  }
}
