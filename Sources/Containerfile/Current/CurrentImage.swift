internal import Bento

/// The image of a bento of the second format.
struct CurrentImage {
  private let options: ImageOptions
  private let environment: EnvironmentPlan
  private let run: RunInstruction
  private let extras: String?
  private let layout: ImageLayout

  init(
    _ options: ImageOptions, environment: EnvironmentPlan, layout: ImageLayout,
    run: RunInstruction, extras: String?
  ) throws(ContainerfileError) {
    guard !Words.onOneLine(options.baseImage).isEmpty else {
      throw ContainerfileError(
        .missingOption, "bento.yaml has no image.base_image, so there is no image to start from")
    }
    self.options = options
    self.environment = environment
    self.layout = layout
    self.run = run
    self.extras = extras
  }

  var lines: [String] {
    baseLines + userLines + variableLines + componentLines + entrypointLines
  }

  private var baseLines: [String] {
    ["FROM \(Words.onOneLine(options.baseImage)) AS base-container", ""] + layout.localeLines
  }

  private var userLines: [String] {
    ["", "# The user that the service runs as"] + layout.userArguments + [
      run(
        "if command -v groupadd >/dev/null 2>&1; then \(AddUser.common);"
          + " else \(AddUser.busybox); fi")
    ]
  }

  private var variableLines: [String] {
    ["", "# Environment"] + layout.pathVariables + environment.early + layout.bentoFolderLines
  }

  private var entrypointLines: [String] {
    ["", "# The bento itself", layout.copy(".", to: "./")] + environment.late
      + layout.entrypointLines
  }

  private var componentLines: [String] {
    let include = options.buildInclude.map { layout.copy("./src/\($0)", to: "./src/\($0)") }
    return ["", "# System packages and commands", layout.copy("./env/docker", to: "./env/docker/")]
      + Self.onceOnly(options.commands).map { run.withSecrets($0) }
      + ["", "# Python packages"] + environmentLines
      + [layout.copy("./env/python", to: "./env/python/")] + include + installLines
      + options.postCommands.map { run.withSecrets($0) }
  }

  private var environmentLines: [String] {
    let version = Words.onOneLine(options.pythonVersion)
    let python = version.isEmpty ? nil : "--python \(Shell.quoted(version))"
    return layout.virtualEnvironmentLines(python: python, run) + [
      "ENV UV_NO_PROGRESS=1",
      "ENV PATH=\(layout.virtualEnvironment)/bin:${PATH}",
    ]
  }

  /// The requirements, and then the features beside them, so that the index that the requirements
  /// name is asked for those too.
  private var installLines: [String] {
    let install =
      "if [ -d ./src ]; then INSTALL_ROOT=\"./src\"; else INSTALL_ROOT=\"./env/python\"; fi;"
      + " uv --directory $INSTALL_ROOT pip install -r $BENTO_PATH/env/python/requirements.txt"
    let commands = [install] + (extras.map { ["\(install) \(Shell.quoted($0))"] } ?? [])
    return commands.map { run.withSecrets($0, caches: ["/root/.cache/"]) }
  }

  /// The commands without the second of two equal ones at the start that install packages:
  /// BentoML puts its own twice.
  private static func onceOnly(_ commands: [String]) -> ArraySlice<String> {
    let installers = ["apt-get update && ", "apk add ", "yum update && ", "yum upgrade -y && "]
    guard commands.count >= 2, commands[0] == commands[1],
      installers.contains(where: commands[0].hasPrefix)
    else { return commands[...] }
    return commands.dropFirst()
  }
}
