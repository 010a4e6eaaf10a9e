import BuildKit
import Containerfile
import FileTree
import Testing

/// Images of distributions that can't be had here are built for all that, on a stand-in for the base
/// image: real shells run every command, and every program is called with the words that were meant.
@Suite(.takingTurns) struct StandInTests {
  private static let debian = "python:3.11-slim"

  struct Kind: Sendable, CustomTestStringConvertible {
    let docker: String
    let conda: Bool
    let image: String
    /// What is called to install the packages of the bento.
    let installing: String
    var testDescription: String { docker + (conda ? " with conda" : "") }

    init(_ docker: String, conda: Bool = false, on image: String, _ installing: String) {
      self.docker = docker
      self.conda = conda
      self.image = image
      self.installing = installing
    }
  }

  private static let apt =
    "apt-get [install] [-q] [-y] [-o] [Dpkg::Options::=--force-confdef]"
    + " [--no-install-recommends] [--allow-remove-essential] [ca-certificates] [gnupg2] [bash]"
    + " [build-essential] [curl]"

  static let kinds = [
    Kind("distro: debian", on: debian, apt),
    Kind("distro: debian, cuda_version: 12", on: debian, apt),
    Kind("distro: debian", conda: true, on: debian, apt),
    Kind("distro: alpine", on: busybox, "apk [add] [--update]"),
    Kind("distro: alpine", conda: true, on: busybox, "apk [add] [--update]"),
    Kind("distro: ubi8", on: debian, "yum [install] [-y]"),
    Kind("distro: ubi8, cuda_version: 11", on: debian, "yum [install] [-y]"),
    Kind("distro: amazonlinux", on: debian, "yum [install] [-y]"),
  ]

  @Test(arguments: kinds, [true, false])
  func everyProgramGetsWhatWasMeant(_ kind: Kind, buildKit: Bool) async throws {
    let packages = Combinations.oddTexts.filter { !$0.hasPrefix("long") && !$0.contains("\t") }
    let list = packages.map(Combinations.yaml).joined(separator: ", ")
    let made = try MadeContainerfile(
      "",
      yaml: """
        docker: {\(kind.docker), python_version: '3.11', setup_script: s, system_packages: [\(list)]}
        conda: {\(kind.conda ? "channels: [c]" : "")}
        """, options: ContainerfileOptions(buildKit: buildKit, features: ["grpc"]))
    let (calls, files) = try await StandIn.build(made, on: kind.image)
    let words = packages.map { " [\($0)]" }.joined()
    #expect(calls.contains(kind.installing + words), "\(calls)")
    #expect(calls.contains("uv [venv] [-p] [3.11] [/app/.venv]"), "\(calls)")
    #expect(
      calls.contains("conda [install] [-y] [-n] [base] [pkgs/main::python=3.11] [pip]")
        == kind.conda)
    let order = ["install.sh", "uv [pip] [install] [bentoml[grpc]]", "setup_script"]
    #expect(calls.filter(order.contains) == order)
    #expect(files["home/bentoml/bento/env/docker/entrypoint.sh"]?.mode == 0o755)
    #expect(try files.text("etc/passwd").contains("bentoml:x:1034:1034:"))
    if kind.docker.contains("debian") { #expect(files["var/lib/apt/lists"] == nil) }
  }

  @Test func theSecondFormatInstallsFeaturesAndGivesSecretsToEveryCommand() async throws {
    let made = try MadeContainerfile(
      "",
      yaml: """
        spec: 2
        envs: [{name: T, stage: build}]
        image:
          base_image: mine
          python_version: '3.11'
          commands: ["cd / && echo \\"first $T\\" >> /calls; sh -c 'echo then $T' >> /calls"]
        """, options: ContainerfileOptions(features: ["grpc"]))
    for image in [Self.debian, busybox] {
      let (calls, files) = try await StandIn.build(made, on: image, secrets: ["T": "s3 cr\"et$"])
      #expect(calls.contains("first s3 cr\"et$"))
      #expect(calls.contains("then s3 cr\"et$"))
      let install =
        "uv [--directory] [./env/python] [pip] [install] [-r]"
        + " [/home/bentoml/bento/env/python/requirements.txt]"
      #expect(calls.filter { $0.hasPrefix(install) } == [install, install + " [bentoml[grpc]]"])
      #expect(files["home/bentoml/bento/src/serve.py"] != nil)
    }
  }

  @Test(arguments: ["", nil] as [String?])
  func aSecretThatIsMissingEndsTheBuild(_ value: String?) async throws {
    let made = try MadeContainerfile(
      "",
      yaml: """
        spec: 2
        envs: [{name: T, stage: build}]
        image: {base_image: mine, python_version: '3.11', commands: [true]}
        """)
    await #expect(throws: BuildError.self) {
      try await StandIn.build(made, on: busybox, secrets: value.map { ["T": $0] } ?? [:])
    }
  }

  @Test(arguments: [
    "docker: {distro: alpine, python_version: '3.11', env: {VARIABLES}}",
    "spec: 2\nimage: {base_image: mine, python_version: '3.11'}\nenvs: [STAGE]",
  ])
  func variablesOfAnyTextArrive(_ yaml: String) async throws {
    let texts = Combinations.oddTexts
    let map = texts.enumerated().map { "V\($0): \(Combinations.yaml($1))" }
    let list = texts.enumerated().map {
      "{name: V\($0), value: \(Combinations.yaml($1)), stage: \($0 % 2 == 0 ? "all" : "runtime")}"
    }
    let made = try MadeContainerfile(
      "",
      yaml: yaml.replacing("VARIABLES", with: map.joined(separator: ", "))
        .replacing("STAGE", with: list.joined(separator: ", ")))
    let (_, files) = try await StandIn.build(
      made, on: busybox, last: "RUN cat /proc/self/environ > /environment")
    let environment = try files.text("environment").split(separator: "\0")
    for (index, text) in texts.enumerated() {
      #expect(environment.contains("V\(index)=\(text)"), "\(text)")
    }
  }
}
