import Bento
import Containerfile
import Testing

@Suite struct CurrentImageTests {
  @Test func aSmallBentoHasTheseInstructions() throws {
    let file = try current(image: "commands: [echo before], post_commands: [echo after]")
    let install =
      "if [ -d ./src ]; then INSTALL_ROOT=\"./src\"; else INSTALL_ROOT=\"./env/python\"; fi;"
      + " uv --directory $INSTALL_ROOT pip install -r $BENTO_PATH/env/python/requirements.txt"
    #expect(
      file.lines == [
        "FROM python:3.11-slim AS base-container",
        "ENV LANG=C.UTF-8",
        "ENV LC_ALL=C.UTF-8",
        "ENV PYTHONIOENCODING=UTF-8",
        "ENV PYTHONUNBUFFERED=1",
        "ARG BENTO_USER=bentoml",
        "ARG BENTO_USER_UID=1034",
        "ARG BENTO_USER_GID=1034",
        "RUN if command -v groupadd >/dev/null 2>&1; then groupadd -g $BENTO_USER_GID -o $BENTO_USER"
          + " && useradd -m -u $BENTO_USER_UID -g $BENTO_USER_GID -o -r $BENTO_USER;"
          + " else addgroup -g $BENTO_USER_GID -S $BENTO_USER"
          + " && adduser -u $BENTO_USER_UID -G $BENTO_USER -S $BENTO_USER; fi",
        "ARG BENTO_PATH=/home/bentoml/bento",
        "ENV BENTO_PATH=$BENTO_PATH",
        "ENV BENTOML_HOME=/home/bentoml/",
        "ENV BENTOML_HF_CACHE_DIR=/home/bentoml/bento/hf-models",
        "ENV BENTOML_CONTAINERIZED=true",
        "RUN mkdir $BENTO_PATH && chown bentoml:bentoml $BENTO_PATH -R",
        "WORKDIR $BENTO_PATH",
        "COPY --chown=bentoml:bentoml ./env/docker ./env/docker/",
        "RUN echo before",
        "RUN command -v uv >/dev/null || pip install uv",
        "RUN UV_PYTHON_INSTALL_DIR=/app/python/ uv venv --python 3.11 /app/.venv"
          + " && chown -R bentoml:bentoml /app/.venv",
        "ENV VIRTUAL_ENV=/app/.venv",
        "ENV UV_COMPILE_BYTECODE=1",
        "ENV UV_NO_PROGRESS=1",
        "ENV PATH=/app/.venv/bin:${PATH}",
        "COPY --chown=bentoml:bentoml ./env/python ./env/python/",
        "RUN --mount=type=cache,sharing=locked,target=/root/.cache/ \(install)",
        "RUN echo after",
        "COPY --chown=bentoml:bentoml . ./",
        "EXPOSE 3000",
        "EXPOSE 3001",
        "RUN chmod +x /home/bentoml/bento/env/docker/entrypoint.sh",
        "USER bentoml",
        "ENTRYPOINT [ \"/home/bentoml/bento/env/docker/entrypoint.sh\" ]",
      ])
    #expect(file.secrets.isEmpty)
    #expect(file.text.hasSuffix(" ]\n"))
  }

  @Test func withoutBuildKitThereAreNoMounts() throws {
    #expect(try !current(.init(buildKit: false)).text.contains("--mount"))
  }

  @Test func theBaseImageIsMadeOneLine() throws {
    let file = try render("spec: 2\nimage: {base_image: \" a:1 \\n  b \"}")
    #expect(file.lines[0] == "FROM a:1 b AS base-container")
  }

  @Test(arguments: [
    "spec: 2", "spec: 2\nimage: {python_version: '3.11'}", "spec: 2\nimage: {base_image: ' '}",
  ])
  func aBaseImageMustBeGiven(_ yaml: String) {
    #expect(failure { try render(yaml) } == .missingOption)
  }

  @Test func withoutAPythonVersionUvChooses() throws {
    let file = try render("spec: 2\nimage: {base_image: a}")
    #expect(file.text.contains("uv venv /app/.venv"))
  }

  @Test(arguments: [
    ("data/", "COPY --chown=bentoml:bentoml ./src/data/ ./src/data/"),
    ("a/b.yaml", "COPY --chown=bentoml:bentoml ./src/a/b.yaml ./src/a/b.yaml"),
    ("two words", #"COPY --chown=bentoml:bentoml ["./src/two words", "./src/two words"]"#),
    ("it\"s", #"COPY --chown=bentoml:bentoml ["./src/it\"s", "./src/it\"s"]"#),
  ])
  func includedPathsAreCopiedBeforePackagesAreInstalled(_ path: String, line: String) throws {
    let file = try current(image: "build_include: ['\(path)']")
    let place = try #require(file.place(of: line))
    let install = try #require(file.lines.firstIndex { $0.contains("pip install -r") })
    #expect(place < install)
  }

  @Test(arguments: [
    (["apt-get update && x", "apt-get update && x", "y"], 2),
    (["apt-get update && x", "y", "apt-get update && x"], 3),
    (["echo a", "echo a"], 2),
    (["yum update && x", "yum update && x"], 1),
    (["apk add a", "apk add b"], 2),
  ])
  func theHelpersAreInstalledOnce(_ commands: [String], count: Int) throws {
    let file = try current(image: "commands: ['\(commands.joined(separator: "', '"))']")
    let given = file.lines.filter { line in commands.contains { line == "RUN \($0)" } }
    #expect(given.count == count)
  }

  @Test func commandsKeepTheirLines() throws {
    let file = try current(image: "commands: [\"cat <<EOF > /f\\nline $HOME\\nEOF\"]")
    #expect(file.text.contains("\nRUN cat <<EOF > /f\nline $HOME\nEOF\n"))
  }

  @Test func theHeaderNamesTheBento() throws {
    let file = try current(.init(header: true))
    #expect(file.text.hasPrefix("# The image of the bento svc:v1.\n"))
    #expect(try file.lines == current().lines)
  }
}
