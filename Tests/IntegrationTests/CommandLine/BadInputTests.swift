import Testing

/// What is wrong with what the user gave is found before anything is built, and said in one line.
@Suite struct BadInputTests {
  @Test(arguments: [
    ("nothing", ["no Bento named 'nothing'", "bentoml pull nothing"]),
    ("greeter:v2", ["'greeter:v2' is not in the store", "bentoml pull greeter:v2"]),
    ("greeter:", ["ends in ':'", "use 'greeter'"]),
    ("Greeter!", ["Greeter!"]),
    ("./nowhere", ["there is no folder or archive './nowhere'"]),
    ("broken:syntax", ["broken/syntax/bento.yaml:5:7", "expected ',' or '}'"]),
    ("broken:field", ["broken/field/bento.yaml:7:13", "image.commands", "expected a list"]),
    ("broken:orphan", ["model 'nowhere:v1'", "bentoml models pull nowhere:v1"]),
  ])
  func aBentoThatCannotBeUsedIsNamed(_ bento: String, _ texts: [String]) async throws {
    let folder = try ScratchFolder()
    let output = "type=oci,dest=\(folder.path("image.tar"))"
    let outcome = try await Command(["containerize", bento, "--output", output]).run()
    expectFailure(outcome, saying: texts)
    #expect(folder.names.isEmpty)
  }

  @Test func severalVersionsThatMatchAreListed() async throws {
    let home = try MadeHome()
    for version in ["abcd1", "abcd2"] {
      try home.folder.write(
        "service: serve:Made\nname: made\nversion: \(version)\nspec: 2\n",
        to: "bentos/made/\(version)/bento.yaml")
    }
    let outcome = try await Command(
      ["containerize", "made:abcd"], home: home
    ).run(output: "/dev/null")
    expectFailure(outcome, saying: ["begin with 'abcd': abcd1, abcd2", "give more"])
  }

  @Test(arguments: [
    (["--output", "type=tar,nonsense"], ["expected key=value, found \"nonsense\""]),
    (["--output", "dest=x.tar"], ["has no type", "docker|oci|tar"]),
    (["--output", "type=local"], ["dest=FOLDER"]),
    (["--output", "type=oci,\"dest=x"], ["a quote is not closed"]),
    (["--output", "type=oci,dest="], ["dest"]),
    (["--output", "type=image,dest=x.tar"], ["goes to a store or registry"]),
    (["--output", "type=image,name=Bad Name"], ["\"Bad Name\" is not the name of an image"]),
    (["--output", "type=oci", "--output", "type=tar"], ["only one output", "dest=FILE"]),
    (["--output", "type=oci,des=x.tar"], ["oci has no des; did you mean dest?"]),
    (["--output", "type=image,push=maybe"], ["push is true or false, not \"maybe\""]),
    (["--output", "/proc/a", "--output", "/proc/b/../a/"], ["two outputs go to /proc"]),
    (["--output", "type=oci,dest=./.", "--output", "type=tar,dest=."], ["two outputs go to ."]),
    (["--ssh", ""], ["ssh \"\": write default"]),
    (["-q", "--build-arg", ""], ["build-arg \"\": there is no name"]),
    (["-q", "--build-arg", "=x"], ["build-arg \"=x\": there is no name"]),
    (["-q", "--label", "=x"], ["label \"=x\": there is no name"]),
    (["-q", "--no-cache-filter", ""], ["no-cache-filter \"\": the name of a stage is empty"]),
    (["-q", "--no-cache-filter", "a,,b"], ["no-cache-filter \"a,,b\""]),
    (["--secret", "id=a,id=b"], ["id is given twice"]),
    (["--secret", "nonsense"], ["secret \"nonsense\"", "expected key=value"]),
    (["--secret", "type=file"], ["write id=NAME,src=FILE"]),
    (["--secret", "id=a,color=red"], ["unknown key \"color\""]),
    (["--opt", "=x"], ["an option has no name", "KEY=VALUE"]),
    (["--opt", "build-arg"], ["build_arg", "NAME=VALUE"]),
    (["--opt", "no-cache=perhaps"], ["no_cache of buildctl is true or false"]),
    (["--opt", "secret"], ["option secret", "needs a value: id=ID"]),
    (["--ssh", "id=/s,raw=perhaps"], ["ssh \"id=/s,raw=perhaps\"", "true or false"]),
    (["--opt", "file=Dockerfile"], ["made from the bento"]),
    (["-t", "Bad Name"], ["\"Bad Name\" is not the name of an image"]),
    (["-t", "name:"], ["\"name:\" is not the name of an image", "tag"]),
    (["-t", "good", "-t", "a/b:c:d"], ["\"a/b:c:d\""]),
    (["-t", ""], ["\"\" is not the name of an image"]),
    (["--enable-features", "flying"], ["no feature 'flying'", "grpc"]),
    (["--addr", "http://localhost"], ["\"http://localhost\"", "unix://PATH"]),
    (["--addr", "tcp://localhost"], ["expected tcp://HOST:PORT"]),
  ])
  func anOptionThatCannotBeUsedIsNamed(_ options: [String], _ texts: [String]) async throws {
    let outcome = try await Command(["containerize", "greeter"] + options).run(output: "/dev/null")
    expectFailure(outcome, code: 2, saying: texts)
  }

  @Test(arguments: [
    (["--secret", "id=a,src=/nowhere/a"], ["secret a", "/nowhere/a: No such file"]),
    (["--secret", "id=a,src=/tmp"], ["secret a", "/tmp: Is a directory"]),
    (["--ssh", "id=/nowhere/key"], ["ssh id", "/nowhere/key: No such file"]),
    (["--ssh", "default"], ["ssh default", "SSH_AUTH_SOCK is not set"]),
    (["--secret", "id=a,env=NOT_SET"], ["secret a", "NOT_SET is not set"]),
    (["--ssh", "id=/nowhere/key"], ["ssh id", "/nowhere/key: No such file"]),
    (["--ssh", "default"], ["ssh default", "SSH_AUTH_SOCK is not set"]),
    (["--tlscacert", "/nowhere/ca.pem"], ["/nowhere/ca.pem"]),
    (["--source-policy-file", "/nowhere/policy"], ["/nowhere/policy: No such file"]),
    (["--opt", "local=a=/nowhere/a"], ["/nowhere/a"]),
    (["-q", "--build-context", "a=/nowhere/a"], ["/nowhere/a"]),
  ])
  func whatAnOptionNamesAndIsNotThereIsNamed(
    _ options: [String], _ texts: [String]
  ) async throws {
    let outcome = try await Command(["containerize", "greeter"] + options).run(output: "/dev/null")
    expectFailure(outcome, code: 2, saying: texts)
  }

  @Test(arguments: [
    (["build"], ["nothing to build: name a CONTEXT"]),
    (["build", "/nowhere/context"], ["/nowhere/context"]),
    (
      ["build", "/tmp", "-f", "/nowhere/Dockerfile"],
      ["/nowhere/Dockerfile: No such file", "--file"]
    ),
    (["build", "/tmp", "-t", ":v1"], ["\":v1\" is not the name of an image"]),
    (["build", "/tmp", "-t", ""], ["\"\" is not the name of an image"]),
    (
      ["build", "/tmp", "--secret", "id=a,src=/nowhere/a"],
      ["secret a", "/nowhere/a: No such file"]
    ),
    (["build", "/tmp", "--ssh", "a=/nowhere/key"], ["ssh a", "/nowhere/key: No such file"]),
  ])
  func whatABuildNamesAndIsNotThereIsNamed(
    _ arguments: [String], _ texts: [String]
  ) async throws {
    expectFailure(try await Command(arguments).run(), code: 2, saying: ["error: "] + texts)
  }

  /// Whatever builds: what is wrong is found before it is looked for, or asked.
  @Test(
    arguments: ["auto", "buildctl", "docker", "buildx", "podman", "buildah", "nerdctl"],
    [
      (["greeter", "-t", "Bad Name"], 2, "not the name of an image"),
      (["nothing"], 1, "no Bento named 'nothing'"),
      (["greeter", "--opt", "file=Dockerfile"], 2, "made from the bento"),
    ] as [([String], Int32, String)])
  func whatIsWrongIsTheSameForEveryBackend(
    _ backend: String, _ mistake: (arguments: [String], code: Int32, text: String)
  ) async throws {
    // Without a builder there is nothing that options are for.
    if backend == "auto", mistake.arguments.contains("--opt") { return }
    let outcome = try await Command(
      ["containerize", "--backend", backend] + mistake.arguments,
      environment: ["BUILDKIT_HOST": nil]
    ).run(output: "/dev/null")
    expectFailure(outcome, code: mistake.code, saying: [mistake.text])
  }

  @Test func progressAsJSONIsRefusedWhereThereIsNone() async throws {
    for backend in ["podman", "buildah"] {
      let outcome = try await Command(
        ["containerize", "greeter", "--backend", backend, "--progress", "rawjson"]
      ).run(output: "/dev/null")
      expectFailure(
        outcome, code: 2,
        saying: ["\(backend) doesn't tell its progress as JSON", "docker, buildx", "buildctl"])
    }
  }

  @Test(arguments: [
    ("/nowhere/image.tar", ["/nowhere/image.tar: No such file or directory", "make the folder"]),
    ("/tmp", ["writing /tmp: Is a directory; name a file in"]),
    ("/tmp/", ["writing /tmp/: Is a directory"]),
    ("/proc/image.tar", ["/proc/image.tar"]),
    ("/proc/self/exe/image.tar", ["Not a directory"]),
  ])
  func anOutputThatCannotBeWrittenIsNamed(_ path: String, _ texts: [String]) async throws {
    let outcome = try await Command(
      ["containerize", "greeter", "--output", "type=oci,dest=\(path)"]
    ).run()
    expectFailure(outcome, code: 2, saying: texts)
  }

  @Test func aSecretThatTheBentoAsksForIsNamed() async throws {
    let home = try MadeHome(envs: ["- name: API_TOKEN", "  stage: build"])
    let outcome = try await Command(
      ["containerize", "made"], home: home
    ).run(output: "/dev/null")
    expectFailure(outcome, saying: ["API_TOKEN"])
  }
}
