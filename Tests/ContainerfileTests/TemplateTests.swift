import Bento
import Containerfile
import Testing

private let debian = "distro: debian, python_version: '3.11'"
private let extending = "{% extends bento_base_template %}\n"

/// The Containerfile of a bento with a template of its own.
///
/// - Parameters:
///   - files: further files in `env/docker`, by name.
private func rendered(
  _ template: String, docker: String = debian, more: String = "", files: [String: String] = [:],
  _ options: ContainerfileOptions = .init()
) throws -> Containerfile {
  let folder = try TestFolder()
  try folder.write("env/docker/Dockerfile.template", template)
  for (name, text) in files { try folder.write("env/docker/\(name)", text) }
  return try Containerfile(
    for: folder.bento("docker: {\(docker), dockerfile_template: ./t}\n\(more)"), options: options)
}

private func refusal(_ template: String, files: [String: String] = [:]) throws
  -> ContainerfileError?
{
  #expect(throws: ContainerfileError.self) { try rendered(template, files: files) }
}

@Suite struct TemplateTests {
  @Test(arguments: [
    debian, "distro: alpine, python_version: '3.11', system_packages: [a]",
    "distro: ubi8, python_version: '3.11', cuda_version: 12", "base_image: mine:1, env: {A: 'b c'}",
    "distro: amazonlinux, python_version: '3.11', setup_script: s",
  ])
  func extendingAloneChangesNothing(_ docker: String) throws {
    for options in [
      ContainerfileOptions(), .init(buildKit: false), .init(features: ["grpc"]),
      .init(header: true),
    ] {
      #expect(
        try rendered(extending, docker: docker, options).text
          == legacy(docker: docker, options).text)
    }
  }

  @Test func condaIsSetUpByTheBlocksToo() throws {
    let conda = "conda: {channels: [a]}"
    #expect(
      try rendered(extending, more: conda).lines == legacy(docker: debian, more: conda).lines)
  }

  @Test func aTemplateThatExtendsNothingIsTheWholeFile() throws {
    let file = try rendered("FROM scratch\nCOPY . {{ bento__path }}\n", .init(header: true))
    #expect(file.text == "FROM scratch\nCOPY . /home/bentoml/bento\n")
  }

  @Test func whatIsSetOutsideOfBlocksChangesThem() throws {
    let file = try rendered(
      extending + """
        {% set bento__user = "alice" %}
        {% set bento__uid_gid = 2000 %}
        {% set bento__home = "/opt/home" %}
        {% set bento__path = "/opt/bento" %}
        """)
    for line in [
      "ARG BENTO_USER=alice", "ARG BENTO_USER_GID=2000", "ENV BENTOML_HOME=/opt/home",
      "ARG BENTO_PATH=/opt/bento", "RUN mkdir $BENTO_PATH && chown alice:alice $BENTO_PATH -R",
      "COPY --chown=alice:alice . ./", "USER alice",
      "ENTRYPOINT [ \"/opt/bento/env/docker/entrypoint.sh\" ]",
    ] {
      #expect(file.place(of: line) != nil, "\(line)")
    }
    #expect(!file.text.contains("bentoml:bentoml"))
  }

  @Test(arguments: [
    (#"__base_image__ = "own:1""#, "FROM own:1 as base-container"),
    ("__is_cuda__ = true", "ENV NVIDIA_VISIBLE_DEVICES="),
    (#"__options__env = {"B": "c d"}"#, "ARG B='c d'"),
    (#"bento__entrypoint = "/own.sh""#, "ENTRYPOINT [ \"/own.sh\" ]"),
    ("__prometheus_port__ = 4000", "EXPOSE 4000"),
    (#"__options__setup_script = "s""#, "RUN /home/bentoml/bento/env/docker/setup_script"),
  ])
  func everyVariableOfTheBlocksCanBeSet(_ assignment: String, line: String) throws {
    let file = try rendered(extending + "{% set \(assignment) %}\n")
    #expect(file.place(of: line) != nil)
    #expect(try legacy(docker: debian).place(of: line) == nil)
  }

  @Test func mountsCanBeTurnedOff() throws {
    let file = try rendered(extending + "{% set bento__enable_buildkit = false %}\n")
    #expect(try file.lines == legacy(docker: debian, .init(buildKit: false)).lines)
  }

  @Test func packagesCanBeAdded() throws {
    let file = try rendered(
      extending + "{% set __options__system_packages = __options__system_packages + ['c d'] %}\n",
      docker: debian + ", system_packages: [a]")
    #expect(file.text.contains(" build-essential curl a 'c d'\n"))
  }

  @Test func aBlockAddsToWhatItOverrides() throws {
    let file = try rendered(
      extending + """
        {% block SETUP_BENTO_COMPONENTS %}
        RUN before
        {{ super() }}RUN after
        {% endblock %}
        """)
    let plain = try legacy(docker: debian).lines
    let place = try #require(plain.firstIndex(of: "WORKDIR $BENTO_PATH")) + 1
    let end = try #require(plain.firstIndex(of: "COPY --chown=bentoml:bentoml . ./")) + 1
    var expected = plain
    expected.insert("RUN after", at: end)
    expected.insert("RUN before", at: place)
    #expect(file.lines == expected)
  }

  @Test func whatABlockSetsIsItsOwn() throws {
    let file = try rendered(
      extending + """
        {% block SETUP_BENTO_USER %}{% set bento__user = "x" %}{{ super() }}{% endblock %}
        """)
    #expect(try file.lines == legacy(docker: debian).lines)
  }

  @Test func theEntrypointIsKnown() throws {
    let file = try rendered(
      extending + """
        {% block SETUP_BENTO_ENTRYPOINT %}
        {{ super() }}
        ENTRYPOINT [ "{{ bento__entrypoint }}", "x" ]
        {% endblock %}
        """)
    #expect(
      file.lines.last == "ENTRYPOINT [ \"/home/bentoml/bento/env/docker/entrypoint.sh\", \"x\" ]")
  }

  @Test(arguments: [
    (
      true, "RUN --mount=type=cache,sharing=locked,target=/x,ro echo",
      "--mount=type=cache,sharing=locked,target=/c/pkg "
    ),
    (false, "RUN echo", ""),
  ])
  func theMacrosMakeCommands(_ buildKit: Bool, line: String, mount: String) throws {
    let file = try rendered(
      "{% import '_macros.j2' as common %}" + extending + """
        {% block SETUP_BENTO_COMPONENTS %}
        {% call common.RUN(bento__enable_buildkit) -%} {{ common.mount_cache("/x", ",ro") }} {% endcall -%} echo
        {{ common.setup_conda("3.10", bento__path, conda_path="/c", enable_buildkit=bento__enable_buildkit) }}
        {% endblock %}
        """, .init(buildKit: buildKit))
    #expect(file.lines.map { $0.split(separator: " ").joined(separator: " ") }.contains(line))
    #expect(
      file.place(
        of: "RUN \(mount)set -eux && echo \"Installing Python 3.10 with conda...\""
          + " && /c/bin/conda install -y -n base pkgs/main::python=3.10 pip") != nil)
    #expect(
      file.text.contains("-f /home/bentoml/bento/env/conda/environment.yml; /c/bin/conda clean"))
  }

  @Test func theMacrosAreThereWithoutAnImport() throws {
    let file = try rendered(
      extending + """
        {% block SETUP_BENTO_USER %}
        {% call common.RUN(__enable_buildkit__) %}{{ common.mount_cache(__cache_apt__) }}{% endcall %} x
        {% endblock %}
        """)
    #expect(file.text.contains("RUN --mount=type=cache,sharing=locked,target=/var/cache/apt  x\n"))
  }

  @Test(arguments: [
    ("{{ 'a  b ' | normalize_line }}", "a b"), ("{{ \"it's\" | bash_quote }}", "'it'\"'\"'s'"),
    ("{{ ['a', 'b c'] | map('bash_quote') | join(' ') }}", "a 'b c'"),
    ("{{ none | bash_quote }}{{ nothing | bash_quote }}", "''''"),
    ("{{ expands_bento_path('bin', 'x') }}", "/home/bentoml/bento/bin/x"),
    ("{{ expands_bento_path('x', bento_path='/y') }}", "/y/x"),
    ("{{ expands_bento_path() }}", "/home/bentoml/bento"),
    ("{{ bento__user }} {{ bento__uid_gid + 1 }} {{ bento__home }}", "bentoml 1035 /home/bentoml/"),
    ("{{ __options__distro }} {{ __options__python_version }}", "debian 3.11"),
    ("{{ __options__cuda_version is none }} {{ __options__env is none }}", "True True"),
    (
      "{{ __base_image__ }} {{ __is_cuda__ }} {{ __prometheus_port__ }}",
      "python:3.11-slim False 3001"
    ),
    ("{{ __conda_python_version__ }}", "3.11"), ("{{ __python_version__ }}", "3.11"),
    ("{{ bento__enable_buildkit }} {{ bento__add_header }}", "True False"),
  ])
  func variablesAndFunctions(_ expression: String, text: String) throws {
    #expect(try rendered("RUN \(expression)\n").lines == ["RUN \(text)"])
  }

  @Test func oldNamesLiveOn() throws {
    let file = try rendered("{% extends bento_autotemplate %}\n")
    #expect(try file.lines == legacy(docker: debian).lines)
  }

  @Test(arguments: [
    ("base.j2", "distro: debian, base_image: 'python:3.11-slim', python_version: '3.11'"),
    ("python_debian.j2", debian),
  ])
  func baseTemplatesHaveNames(_ name: String, docker: String) throws {
    let file = try rendered("{% extends '\(name)' %}\n")
    #expect(try file.lines == legacy(docker: docker).lines)
  }

  @Test func filesBesideTheTemplateCanBeUsed() throws {
    let file = try rendered(
      "{% import 'lib/m' as m %}{{ m.f(1) }}\n{% include './part' %}\n",
      files: [
        "lib/m": "{% macro f(x) %}FROM f{{ x }}{% endmacro %}", "part": "USER {{ bento__user }}",
      ])
    #expect(file.lines == ["FROM f1", "USER bentoml"])
  }

  @Test(arguments: [
    "../python/x", "/etc/passwd", "lib/../../x", "lib/../inside", "", ".", "lib", "link",
  ])
  func filesOutsideOfItsFolderCannot(_ name: String) throws {
    let folder = try TestFolder()
    try folder.write("env/python/x", "outside")
    try folder.write("env/docker/lib/m", "")
    try folder.write("env/docker/inside", "")
    try folder.write("env/docker/Dockerfile.template", "{% include '\(name)' %}\n")
    try folder.link("env/docker/link", to: "/etc/passwd")
    let bento = try folder.bento("docker: {\(debian), dockerfile_template: ./t}")
    #expect(
      failure { try Containerfile(for: bento) }
        == .missingTemplate)
  }

  @Test func secretsAreNoVariables() throws {
    let file = try rendered(
      extending
        + "{% block SETUP_BENTO_USER %}{{ super() }}LABEL v={{ __options__env }}\n{% endblock %}",
      docker: debian + ", env: {T: hidden, A: a}", more: "envs: [{name: T, stage: build}]")
    #expect(!file.text.contains("hidden"))
    #expect(file.place(of: "LABEL v={'A': 'a'}") != nil)
  }

  @Test func featuresAreInstalledAtTheEndIfNoBlockDoes() throws {
    let features = ["grpc", "aws"]
    let line = "pip install bentoml[grpc,aws]"
    #expect(
      try rendered("FROM x\n", .init(features: features)).lines
        == ["FROM x", "RUN --mount=type=cache,target=/root/.cache/pip \(line)"])
    #expect(
      try rendered("FROM x", .init(buildKit: false, features: features)).lines
        == ["FROM x", "RUN \(line)"])
    #expect(try !rendered(extending, .init(features: features)).text.contains(line + "\n"))
  }

  @Test func aBlockThatDoesNotEndItsLineDoesNotSpoilTheNext() throws {
    let file = try rendered(extending + "{% block SETUP_BENTO_USER %}RUN x{% endblock %}")
    let place = try #require(file.place(of: "RUN x"))
    #expect(file.lines[place + 1] == "ARG BENTO_PATH=/home/bentoml/bento")
  }
}

@Suite struct TemplateErrorTests {
  @Test(
    arguments: [
      ("{% block X %}\nnever closed", .invalidTemplate, "block"),
      ("{{ 'a' | nofilter }}", .invalidTemplate, "nofilter"),
      ("{{ 'a' is notest }}", .invalidTemplate, "notest"),
      ("{% frob %}", .invalidTemplate, "frob"),
      ("{{ ''.__class__.__mro__ }}", .forbiddenInTemplate, "__class__"),
      ("{{ nothing() }}", .failedTemplate, "nothing"),
      ("{{ nothing.x }}", .failedTemplate, "nothing"),
      ("{{ 1 / 0 }}", .failedTemplate, "zero"),
      ("{{ expands_bento_path(where='x') }}", .failedTemplate, "where"),
      ("{{ expands_bento_path(1) }}", .failedTemplate, "text"),
      ("{% extends 'nope.j2' %}", .missingTemplate, "nope.j2"),
      (
        "{% for i in range(99999) %}{% for j in range(99999) %}x{% endfor %}{% endfor %}",
        .failedTemplate, ""
      ),
    ] as [(String, ContainerfileError.Kind, String)])
  func wrongTemplatesAreRefused(
    _ template: String, kind: ContainerfileError.Kind, word: String
  ) throws {
    let error = try refusal("\n" + template + "\n")
    #expect(error?.kind == kind)
    #expect(error?.description.contains(word) == true, "\(String(describing: error))")
    #expect(error?.location?.file == "Dockerfile.template")
    #expect(error?.description.split(separator: "\n").count == 1)
  }

  @Test func thePlaceIsNamed() throws {
    let error = try refusal("FROM x\n{% set a = 1 %}\n  {{ a | nofilter }}\n")
    #expect(error?.description.hasPrefix("Dockerfile.template:3:") == true)
  }

  @Test func aPlaceInAnotherFileIsNamed() throws {
    let error = try refusal("{% include 'other' %}\n", files: ["other": "\n\n{{ nothing.x }}\n"])
    #expect(error?.description.hasPrefix("other:3:") == true)
  }

  @Test(arguments: [
    ("__options__env = {'A B': 1}", ContainerfileError.Kind.invalidVariableName),
    ("__options__env = {'A': 'x\\ny'}", .invalidVariableValue),
    ("__options__env = 1", .failedTemplate),
    ("__options__system_packages = 'x'", .failedTemplate), ("bento__user = ['x']", .failedTemplate),
  ])
  func whatTheBlocksRefuseIsRefusedFromTemplatesToo(
    _ assignment: String, kind: ContainerfileError.Kind
  ) throws {
    #expect(try refusal(extending + "{% set \(assignment) %}\n")?.kind == kind)
  }

  @Test func aMissingTemplateIsNamed() throws {
    let folder = try TestFolder()
    let bento = try folder.bento("docker: {\(debian), dockerfile_template: ./t}")
    let error = #expect(throws: ContainerfileError.self) { try Containerfile(for: bento) }
    #expect(error?.kind == .missingTemplate)
    #expect(error?.description.contains("env/docker/Dockerfile.template") == true)
  }

  @Test func aTemplateThatIsNoTextIsRefused() throws {
    let folder = try TestFolder()
    try folder.write("env/docker/Dockerfile.template", bytes: [0x46, 0xFF, 0x0A])
    let bento = try folder.bento("docker: {\(debian), dockerfile_template: ./t}")
    #expect(
      failure { try Containerfile(for: bento) }
        == .invalidTemplate)
  }

  @Test func ofTwoBentosEachHasItsOwnTemplate() throws {
    let first = try rendered("{% include 'p' %}\n", files: ["p": "FROM one"])
    let second = try rendered("{% include 'p' %}\n", files: ["p": "FROM two"])
    #expect(first.lines + second.lines == ["FROM one", "FROM two"])
  }
}
