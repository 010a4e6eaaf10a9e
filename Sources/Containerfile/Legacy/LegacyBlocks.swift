internal import Bento

/// The image of a bento of the first format, as the named blocks that users' own templates build on.
///
/// Every block is made from the values in here alone, so that a template can have any of them with
/// changed ones.
struct LegacyBlocks {
  /// The blocks, in order.
  enum Name: String, CaseIterable {
    case baseImage = "SETUP_BENTO_BASE_IMAGE"
    case user = "SETUP_BENTO_USER"
    case variables = "SETUP_BENTO_ENVARS"
    case components = "SETUP_BENTO_COMPONENTS"
    case entrypoint = "SETUP_BENTO_ENTRYPOINT"
  }

  var layout = ImageLayout()
  let base: LegacyBase
  let pythonVersion: String
  let variables: [DockerOptions.Variable]
  let systemPackages: [String]
  let hasSetupScript: Bool
  let environment: EnvironmentPlan
  let run: RunInstruction
  let extras: String?

  init(
    _ options: LegacyImageOptions, environment: EnvironmentPlan, buildKit: Bool, extras: String?
  ) throws(ContainerfileError) {
    base = try LegacyBase(options)
    pythonVersion = try LegacyBase.pythonVersion(options)
    variables = options.docker?.env ?? []
    systemPackages = options.docker?.systemPackages ?? []
    hasSetupScript = !(options.docker?.setupScript ?? "").isEmpty
    self.environment = environment
    run = RunInstruction(buildKit: buildKit, secrets: environment.secrets)
    self.extras = extras
  }

  /// The instructions of a block.
  func lines(of name: Name) throws(ContainerfileError) -> [String] {
    switch name {
    case .baseImage: baseImageLines
    case .user: layout.userArguments + [run(AddUser.common)]
    case .variables: try variableLines()
    case .components: componentLines
    case .entrypoint: cleanUpLines + environment.late + layout.entrypointLines
    }
  }

  private var baseImageLines: [String] {
    ["FROM \(Words.onOneLine(base.image)) as base-container"] + layout.localeLines
      + (base.isCUDA ? ["ENV NVIDIA_VISIBLE_DEVICES="] : [])
      + (base.distro == .debian ? debianPackageLines : [])
  }

  private func variableLines() throws(ContainerfileError) -> [String] {
    var lines: [String] = []
    for variable in variables {
      let name = try VariableText.name(variable.name)
      let value = try VariableText.value(variable.value, of: name)
      lines += ["ARG \(name)=\(value)", "ENV \(name)=$\(name)"]
    }
    return lines + environment.early + layout.pathVariables + layout.bentoFolderLines
  }

  private var cleanUpLines: [String] {
    base.distro == .debian ? [debianCleanUp] : []
  }
}
