import Bento
import Containerfile
import Testing

private let debian = "distro: debian, python_version: '3.11'"

@Suite struct LegacyImageTests {
  @Test func aSmallBentoHasTheseInstructions() throws {
    let file = try legacy(docker: debian)
    #expect(
      file.lines == [
        "FROM python:3.11-slim as base-container",
        "ENV LANG=C.UTF-8",
        "ENV LC_ALL=C.UTF-8",
        "ENV PYTHONIOENCODING=UTF-8",
        "ENV PYTHONUNBUFFERED=1",
        "USER root",
        "ENV DEBIAN_FRONTEND=noninteractive",
        "RUN rm -f /etc/apt/apt.conf.d/docker-clean;"
          + " echo 'Binary::apt::APT::Keep-Downloaded-Packages \"true\";'"
          + " > /etc/apt/apt.conf.d/keep-cache",
        "RUN --mount=type=cache,sharing=locked,target=/var/lib/apt"
          + " --mount=type=cache,sharing=locked,target=/var/cache/apt"
          + " set -eux && apt-get update -y && apt-get install -q -y"
          + " -o Dpkg::Options::=--force-confdef --no-install-recommends"
          + " --allow-remove-essential ca-certificates gnupg2 bash build-essential curl",
        "ARG BENTO_USER=bentoml",
        "ARG BENTO_USER_UID=1034",
        "ARG BENTO_USER_GID=1034",
        "RUN groupadd -g $BENTO_USER_GID -o $BENTO_USER"
          + " && useradd -m -u $BENTO_USER_UID -g $BENTO_USER_GID -o -r $BENTO_USER",
        "ARG BENTO_PATH=/home/bentoml/bento",
        "ENV BENTO_PATH=$BENTO_PATH",
        "ENV BENTOML_HOME=/home/bentoml/",
        "ENV BENTOML_HF_CACHE_DIR=/home/bentoml/bento/hf-models",
        "ENV BENTOML_CONTAINERIZED=true",
        "RUN mkdir $BENTO_PATH && chown bentoml:bentoml $BENTO_PATH -R",
        "WORKDIR $BENTO_PATH",
        "RUN command -v uv >/dev/null || pip install uv",
        "RUN UV_PYTHON_INSTALL_DIR=/app/python/ uv venv -p 3.11 /app/.venv"
          + " && chown -R bentoml:bentoml /app/.venv",
        "ENV VIRTUAL_ENV=/app/.venv",
        "ENV UV_COMPILE_BYTECODE=1",
        "ENV PATH=\"/app/.venv/bin:$PATH\"",
        "COPY --chown=bentoml:bentoml ./env/python ./env/python/",
        "RUN --mount=type=cache,sharing=locked,target=/root/.cache/uv"
          + " bash -euxo pipefail /home/bentoml/bento/env/python/install.sh",
        "COPY --chown=bentoml:bentoml . ./",
        "RUN rm -rf /var/lib/apt /var/lib/cache /var/lib/log",
        "EXPOSE 3000",
        "EXPOSE 3001",
        "RUN chmod +x /home/bentoml/bento/env/docker/entrypoint.sh",
        "USER bentoml",
        "ENTRYPOINT [ \"/home/bentoml/bento/env/docker/entrypoint.sh\" ]",
      ])
  }

  @Test func theBlocksAreNamedInOrder() throws {
    let names = try legacy(docker: debian).text.split(separator: "\n")
      .filter { $0.hasPrefix("# Block ") }
    #expect(
      names == [
        "# Block SETUP_BENTO_BASE_IMAGE", "# Block SETUP_BENTO_USER", "# Block SETUP_BENTO_ENVARS",
        "# Block SETUP_BENTO_COMPONENTS", "# Block SETUP_BENTO_ENTRYPOINT",
      ])
  }

  @Test func systemPackagesAreQuoted() throws {
    let file = try legacy(docker: debian + ", system_packages: [g++, 'libssl3=3.*', 'a b']")
    #expect(file.text.contains(" build-essential curl g++ 'libssl3=3.*' 'a b'\n"))
  }

  @Test(arguments: [
    ("v", "ARG K=v"), ("''", "ARG K="), ("hello big world", "ARG K='hello big world'"),
    ("'a #b'", "ARG K='a #b'"), ("yes", "ARG K=True"), ("~", "ARG K="),
  ])
  func variablesAreQuoted(_ value: String, line: String) throws {
    let file = try legacy(docker: debian + ", env: {K: \(value)}")
    let place = try #require(file.place(of: line))
    #expect(file.lines[place + 1] == "ENV K=$K")
    #expect(file.lines[place + 2] == "ARG BENTO_PATH=/home/bentoml/bento")
  }

  @Test(arguments: [
    ("{'A B': x}", ContainerfileError.Kind.invalidVariableName),
    ("{A: \"x\\ny\"}", .invalidVariableValue),
  ])
  func badVariablesAreRefused(_ env: String, kind: ContainerfileError.Kind) {
    #expect(failure { try legacy(docker: debian + ", env: \(env)") } == kind)
  }

  @Test func whatTheListOfVariablesCallsASecretIsOne() throws {
    let file = try legacy(
      docker: debian + ", env: {A: a, R: r, T: hidden}",
      envs:
        "[{name: A, value: a}, {name: R, value: r, stage: runtime}, {name: T, value: hidden, stage: build}]"
    )
    #expect(file.lines.filter { $0.hasPrefix("ARG A=") } == ["ARG A=a"])
    #expect(file.place(of: "ARG R=r") != nil)
    #expect(file.secrets.map(\.id) == ["T"])
    #expect(!file.text.contains("hidden"))
    #expect(file.text.contains("\"${T:?}\"; bash -euxo pipefail"))
  }

  @Test func onlyTheOptionsSayWhichVariablesAreSet() throws {
    let file = try legacy(docker: debian, envs: "[{name: A, value: a}]")
    #expect(try file.lines == legacy(docker: debian).lines)
  }

  @Test func ofEqualNamesTheLastValueCountsAtTheFirstPlace() throws {
    let file = try legacy(docker: debian + ", env: [A=1, B=2, A=3]")
    let variables = file.lines.filter { $0.hasPrefix("ARG A=") || $0.hasPrefix("ARG B=") }
    #expect(variables == ["ARG A=3", "ARG B=2"])
  }

  @Test func secretsNeedBuildKit() {
    let envs = "[{name: T, value: t, stage: build}]"
    #expect(
      failure { try legacy(docker: debian, envs: envs, .init(buildKit: false)) }
        == .secretsNeedBuildKit)
  }

  @Test func aSetupScriptRunsAfterTheBentoIsCopied() throws {
    let script = "/home/bentoml/bento/env/docker/setup_script"
    let file = try legacy(docker: debian + ", setup_script: ./s.sh")
    let place = try #require(file.place(of: "COPY --chown=bentoml:bentoml . ./"))
    #expect(
      file.lines[(place + 1)...(place + 3)]
        == ["ADD ./env/docker/setup_script \(script)", "RUN chmod +x \(script)", "RUN \(script)"])
  }

  @Test func anOwnBaseImageGetsNoPackages() throws {
    let file = try legacy(
      docker: "base_image: 'mine:1', distro: debian, python_version: '3.10', cuda_version: 12")
    #expect(file.lines[0] == "FROM mine:1 as base-container")
    #expect(file.place(of: "ENV NVIDIA_VISIBLE_DEVICES=") != nil)
    #expect(!file.text.contains("apt"))
  }

  @Test func aBentoWithoutOptionsIsForDebian() throws {
    #expect(try render("").lines[0] == "FROM python:3.11-slim as base-container")
  }

  @Test(arguments: ["python_version: '3.11'", "distro: debian", ""])
  func whatTheImageFollowsFromMustBeGiven(_ docker: String) {
    #expect(failure { try legacy(docker: docker) } == .missingOption)
  }

  @Test(arguments: [
    ("distro: ubi8", "conda: {channels: [a]}", "ubi8 with conda"),
    ("distro: amazonlinux", "conda: {channels: [a]}", "amazonlinux with conda"),
  ])
  func combinationsWithoutAnImageAreNamed(_ docker: String, more: String, words: String) throws {
    let error = #expect(throws: ContainerfileError.self) {
      try legacy(docker: docker, more: more)
    }
    #expect(error?.kind == .unsupportedCombination)
    #expect(error?.message.contains(words) == true)
  }

  @Test func withoutBuildKitThereAreNoMounts() throws {
    for distro in ["debian", "alpine", "ubi8", "amazonlinux"] {
      let docker = "distro: \(distro), python_version: '3.11', system_packages: [git]"
      let plain = try legacy(docker: docker, .init(buildKit: false))
      let mounting = try legacy(docker: docker)
      #expect(!plain.text.contains("--mount"))
      #expect(plain.lines == mounting.lines.map(Self.withoutMounts))
      #expect(plain.lines != mounting.lines)
    }
  }

  private static func withoutMounts(_ line: String) -> String {
    line.split(separator: " ").filter { !$0.hasPrefix("--mount=") }.joined(separator: " ")
  }
}
