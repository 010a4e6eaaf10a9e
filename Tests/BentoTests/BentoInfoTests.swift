import Bento
import Testing

private let start = "service: s:S\nname: svc\nversion: v1\n"

@Suite struct BentoInfoTests {
  @Test func everyFieldOfTheSecondFormatIsRead() throws {
    let info = try info(
      """
      service: service:Front
      name: Front_Desk
      version: '1.0'
      bentoml_version: 1.4
      creation_time: 2024-01-31 08:00:00
      labels: {team: x, number: 3, flag: yes}
      models:
      - old_model:v1
      - {tag: net:v2, module: m, alias: small, creation_time: '2024-01-01T00:00:00'}
      entry_service: Front
      services:
      - name: Front
        service: ''
        models: [{tag: net:v2, module: late}, {tag: third:v3}]
        dependencies: [Inner, {service: Other}]
        config: {traffic: {timeout: 30}}
      envs:
      - {name: A}
      - {name: B, value: 1, stage: build, future: 2}
      future: ignored
      spec: 2
      image:
        base_image: python:3.11-slim
        python_version: 3.11
        commands: [echo a, echo b]
        python_requirements: "numpy\\n"
        post_commands: [echo c]
        build_include: [data/]
        future: 1
      """)
    #expect(info.tag.description == "front_desk:1.0")
    #expect(info.bentomlVersion == "1.4")
    #expect(info.creationTime?.microsecondsSinceEpoch == 1_706_688_000_000_000)
    #expect(info.labels == ["team": "x", "number": "3", "flag": "True"])
    #expect(info.models[0].module == "unknown")
    #expect(info.models[1].alias == "small")
    #expect(info.services[0].dependencies == ["Inner", "Other"])
    #expect(
      info.envs == [.init(name: "A"), .init(name: "B", value: "1", stage: .build)])
    #expect(info.allModels.map(\.tag.description) == ["old_model:v1", "net:v2", "third:v3"])
    #expect(info.allModels[1].module == "late")
    guard case .v2(let image) = info.image else {
      Issue.record("the image isn't of the second format")
      return
    }
    #expect(image.baseImage == "python:3.11-slim")
    #expect(image.pythonVersion == "3.11")
    #expect(image.commands == ["echo a", "echo b"])
    #expect(image.pythonRequirements == "numpy\n")
    #expect(image.postCommands == ["echo c"])
    #expect(image.buildInclude == ["data/"])
  }

  @Test(arguments: [("spec: 2", true), ("spec: '2'", false), ("spec: 1", false), ("", false)])
  func onlyTheNumberTwoMeansTheSecondFormat(_ line: String, isSecond: Bool) throws {
    let info = try info(start + line + "\n")
    if case .v2 = info.image { #expect(isSecond) } else { #expect(!isSecond) }
  }

  @Test(arguments: [
    ("service: s\nversion: v1\n", BentoError.Kind.missingField, "name", 1),
    ("service: s\nname: a\n", .missingField, "version", 1),
    ("name: a\nversion: v1\n", .missingField, "service", 1),
    ("service: s\nname: a\nversion: 1\n", .invalidField, "version", 3),
    ("service: s\nname: 'bad name!'\nversion: v1\n", .invalidTagPart, "name", 2),
    (start + "labels: [a]\n", .invalidField, "labels", 4),
    (start + "labels: ~\n", .invalidField, "labels", 4),
    (start + "models:\n- {module: m}\n", .missingField, "models[0].tag", 5),
    (start + "models:\n- tag: 'a b'\n", .invalidTagPart, "models[0].tag", 5),
    (start + "services:\n- {models: []}\n", .missingField, "services[0].name", 5),
    (start + "envs:\n- {value: 1}\n", .missingField, "envs[0].name", 5),
    (start + "envs:\n- {name: A, stage: later}\n", .invalidField, "envs[0].stage", 5),
    (start + "creation_time: yesterday\n", .invalidField, "creation_time", 4),
    (start + "spec: 2\nimage:\n  commands: echo\n", .invalidField, "image.commands", 6),
    (start + "spec: 2\nimage: [a]\n", .invalidField, "image", 5),
    (start + "docker: {nope: 1}\n", .unknownField, "docker.nope", 4),
    (start + "docker: {distro: gentoo}\n", .invalidField, "docker.distro", 4),
    (start + "docker: {python_version: '3'}\n", .invalidField, "docker.python_version", 4),
    (start + "docker: {cuda_version: 9}\n", .invalidField, "docker.cuda_version", 4),
    (
      start + "docker: {distro: alpine, cuda_version: 12}\n", .invalidField, "docker.cuda_version",
      4
    ),
    (start + "docker: {env: ['A=b c']}\n", .invalidField, "docker.env[0]", 4),
    (start + "docker: {env: ./no.env}\n", .invalidField, "docker.env", 4),
    (start + "conda: {nope: 1}\n", .unknownField, "conda.nope", 4),
    (
      start + "conda: {dependencies: [{pip: [1]}]}\n", .invalidField,
      "conda.dependencies[0].pip[0]", 4
    ),
    (start + "runners: [{runner_type: t}]\n", .missingField, "runners[0].name", 4),
  ])
  func aBadFieldIsNamedWithItsLine(
    _ yaml: String, kind: BentoError.Kind, field: String, line: Int
  ) throws {
    let error = try #require(errorOf { () throws(BentoError) in try info(yaml) })
    #expect(error.kind == kind)
    #expect(error.location?.field == field)
    #expect(error.location?.line == line)
    #expect(!error.description.contains("\n"))
  }
}

@Suite struct LegacyInfoTests {
  private func docker(_ yaml: String) throws -> (DockerOptions?, [BentoWarning]) {
    var warnings: [BentoWarning] = []
    let info = try BentoInfo(
      yaml: Array((start + yaml).utf8), path: "bento.yaml", warnings: &warnings)
    guard case .v1(let options) = info.image else { return (nil, warnings) }
    return (options.docker, warnings)
  }

  @Test(arguments: [
    ("3.11", "3.11", 0), ("'3.10'", "3.10", 0), ("3.11.7", "3.11", 1), ("3.12.rc1", "3.12", 1),
  ])
  func aPythonVersionIsCutToMajorAndMinor(_ text: String, version: String, count: Int) throws {
    let (docker, warnings) = try docker("docker: {python_version: \(text)}\n")
    #expect(docker?.pythonVersion == version)
    #expect(warnings.map(\.kind) == Array(repeating: .pythonVersionCut, count: count))
  }

  @Test(arguments: [
    ("default", "12.8.1"), ("12", "12.8.1"), ("12.6", "12.6.3"), ("11.8.0", "11.8.0"),
    ("11", "11.8.0"),
    ("~", nil), ("''", nil), ("None", nil),
  ])
  func cudaVersionsHaveShortNames(_ text: String, version: String?) throws {
    #expect(try docker("docker: {cuda_version: \(text)}\n").0?.cudaVersion == version)
  }

  @Test(arguments: [
    ("{A: 1, B: yes, C: '', D: a b}", ["A=1", "B=True", "C=", "D=a b"]),
    ("[A=1, 'B=x,y/z.0-_']", ["A=1", "B=x,y/z.0-_"]),
    ("~", []),
  ])
  func variablesComeInOrder(_ yaml: String, variables: [String]) throws {
    let (docker, _) = try docker("docker: {env: \(yaml)}\n")
    #expect(docker?.env.map { "\($0.name)=\($0.value)" } == variables)
  }

  @Test func variablesComeFromAFileToo() throws {
    let home = try TemporaryHome()
    try home.write(
      "some.env", "# first\nA=1\n export B = 'two words' \nC=\"x # y\"\nD=z # comment\n\nA=2\n")
    let (docker, _) = try docker("docker: {env: '\(home.path)/some.env'}\n")
    #expect(
      docker?.env.map { "\($0.name)=\($0.value)" } == ["B=two words", "C=x # y", "D=z", "A=2"])
  }

  @Test func optionsBesideABaseImageAreWarnedAbout() throws {
    let (_, warnings) = try docker(
      "docker: {base_image: a, distro: debian, python_version: '3.11', system_packages: [b]}\n")
    #expect(warnings.map(\.kind) == [.ignoredOption, .ignoredOption, .ignoredOption])
  }

  @Test(arguments: [
    ("conda: {channels: [a]}\n", false), ("conda: {channels: a}\n", false),
    ("conda: {channels: [], pip: ~}\n", true), ("conda: ~\n", true), ("", true),
  ])
  func condaIsEmptyIfNothingIsAskedFor(_ yaml: String, isEmpty: Bool) throws {
    guard case .v1(let options) = try info(start + yaml).image else {
      Issue.record("the image isn't of the first format")
      return
    }
    #expect(options.conda.isEmpty == isEmpty)
    #expect(options.docker == nil)
  }
}
