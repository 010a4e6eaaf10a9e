import Testing

/// When no builder answers, the error says where it was looked for, and how to get one.
@Suite struct UnreachableBuilderTests {
  static let commands = [["health"], ["workers"], ["containerize", "greeter"]]

  @Test(arguments: commands)
  func withoutAnyAddressTheUsualSocketsAreNamed(_ command: [String]) async throws {
    let outcome = try await Command(
      command,
      environment: [
        "BUILDKIT_HOST": nil, "XDG_RUNTIME_DIR": "/nowhere/user",
        "DOCKER_HOST": "unix:///nowhere/docker.sock",
      ]
    ).run(output: "/dev/null")
    expectFailure(
      outcome,
      saying: [
        "unix:///run/buildkit/buildkitd.sock", "unix:///nowhere/user/buildkit/buildkitd.sock",
        "start buildkitd", "--addr", "BUILDKIT_HOST",
      ])
  }

  /// A choice that can't be is not taken for none, even where a daemon of our own could be started.
  @Test(arguments: [
    (["DOCKER_HOST": "nonsense"], "DOCKER_HOST is \"nonsense\": expected unix://PATH"),
    (["DOCKER_HOST": "", "DOCKER_CONTEXT": "absent"], "there is no Docker context \"absent\""),
  ])
  func aContextOfDockersThatCannotBeUsedIsTold(
    _ variables: [String: String], _ words: String
  ) async throws {
    let folder = try ScratchFolder()
    try folder.write("#!/bin/sh\n", to: "buildkitd", mode: 0o755)
    var environment: [String: String?] = [
      "BUILDKIT_HOST": nil, "XDG_RUNTIME_DIR": "/nowhere/user",
      "PATH": folder.path + ":/usr/bin:/bin",
    ]
    for (name, value) in variables { environment[name] = value }
    let outcome = try await Command(["workers"], environment: environment).run()
    expectFailure(outcome, saying: [words, "--addr"])
  }

  @Test(arguments: commands)
  func anAddressWithoutABuilderIsNamed(_ command: [String]) async throws {
    let outcome = try await Command(command + ["--addr", "unix:///nowhere/buildkitd.sock"])
      .run(output: "/dev/null")
    expectFailure(
      outcome,
      saying: ["unix:///nowhere/buildkitd.sock: No such file or directory", "start buildkitd"])
  }

  @Test(arguments: commands)
  func aPortWhereNobodyListensIsNamed(_ command: [String]) async throws {
    let outcome = try await Command(
      command, environment: ["BUILDKIT_HOST": "tcp://127.0.0.1:1"]
    ).run(output: "/dev/null")
    expectFailure(outcome, saying: ["tcp://127.0.0.1:1: Connection refused", "start buildkitd"])
  }

  /// Each kind of address where nobody is, and what is to be done there.
  static let kinds: [(address: String, words: [String])] = [
    ("podman-container://x", ["podman can't be run: it is not on PATH", "install podman"]),
    ("nerdctl-container://x", ["nerdctl can't be run: it is not on PATH", "install nerdctl"]),
    ("kube-pod://x", ["kubectl can't be run: it is not on PATH", "install kubectl"]),
    ("embedded", ["buildkitd is not on PATH; install BuildKit"]),
    ("tcp://nowhere.invalid:1", ["the host nowhere.invalid is not known", "is spelled"]),
    ("docker://nowhere.invalid:1", ["the host nowhere.invalid is not known", "is spelled"]),
    ("docker:///nowhere/docker.sock", ["No such file", "start the Docker Engine there"]),
  ]

  @Test(arguments: kinds)
  func theWayOutIsThatOfTheAddress(address: String, words: [String]) async throws {
    let outcome = try await Command(
      ["health", "--addr", address],
      environment: ["PATH": "/nowhere", "BUILDKIT_HOST": nil]
    ).run()
    expectFailure(outcome, saying: [address] + words)
    #expect(!outcome.errors.contains("restarted"))
  }

  /// Addresses where something else than the daemon itself is, by the variables of the environment.
  @Test(arguments: [
    ("tcp://", "BENTOKIT_TEST_REGISTRY", "speaks HTTP/1", "docker://"),
    ("", "BENTOKIT_TEST_DOCKER_HOST", "speaks HTTP/1", "use docker:///"),
    ("", "BENTOKIT_TEST_TLS_ADDRESS", "closes the connection at once", "--tlscacert"),
    ("", "BENTOKIT_TEST_TLS_NO_ALPN_ADDRESS", "closes the connection at once", "--tlscacert"),
    ("", "BENTOKIT_TEST_NEW_TLS_ADDRESS", "closes the connection at once", "--tlscacert"),
  ])
  func somethingElseAtTheAddressIsTold(
    scheme: String, name: String, words: String, advice: String
  ) async throws {
    let outcome = try await Command(["health", "--addr", scheme + (try variable(name))]).run()
    expectFailure(outcome, saying: [words, advice])
  }

  @Test func theFlagGoesBeforeTheVariable() async throws {
    let outcome = try await Command(
      ["health", "--addr", try variable("BUILDKIT_HOST")],
      environment: ["BUILDKIT_HOST": "tcp://127.0.0.1:1"]
    ).run()
    expectSuccess(outcome)
  }
}
