internal import Bento

/// The image of a bento of the first format, as the named blocks that users' own templates build on.
///
/// Every block is made from the values in here alone, so that a template can have any of them with
/// changed ones.
struct LegacyBlocks: Sendable {
  /// The blocks, in order.
  enum Name: String, CaseIterable {
    case baseImage = "SETUP_BENTO_BASE_IMAGE"
    case user = "SETUP_BENTO_USER"
    case variables = "SETUP_BENTO_ENVARS"
    case components = "SETUP_BENTO_COMPONENTS"
    case entrypoint = "SETUP_BENTO_ENTRYPOINT"
  }

  var shape: LegacyShape
  var layout: ImageLayout
  var baseImage: String
  var isCUDA: Bool
  var pythonVersion: String?
  var condaPythonVersion: String?
  var variables: [DockerOptions.Variable]
  var systemPackages: [String]
  var hasSetupScript: Bool
  var run: RunInstruction
  let extras: String?

  /// - Parameter condaPythonVersion: the version that the file of the conda environment asks for;
  ///   nil if it asks for none.
  init(
    _ options: LegacyImageOptions, condaPythonVersion: String?, layout: ImageLayout,
    run: RunInstruction, extras: String?
  ) throws(ContainerfileError) {
    let base = try LegacyBase(options)
    shape = LegacyShape(base)
    baseImage = base.image
    isCUDA = base.release == .cuda
    pythonVersion = LegacyBase.pythonVersion(options)
    self.condaPythonVersion = condaPythonVersion ?? pythonVersion
    variables = Self.variables(of: options.docker, without: run.secrets)
    systemPackages = options.docker?.systemPackages ?? []
    hasSetupScript = !(options.docker?.setupScript ?? "").isEmpty
    self.layout = layout
    self.run = run
    self.extras = extras
  }

  /// All instructions, the blocks named by comments.
  var lines: [String] {
    get throws(ContainerfileError) {
      var lines: [String] = []
      for name in Name.allCases {
        lines += ["", "# Block \(name.rawValue)"]
        lines += try self.lines(of: name)
      }
      return lines
    }
  }

  /// The instructions of a block.
  func lines(of name: Name) throws(ContainerfileError) -> [String] {
    switch name {
    case .baseImage: baseImageLines
    case .user:
      layout.userArguments + [run(shape.distro == .alpine ? AddUser.busybox : AddUser.common)]
    case .variables: try variableLines()
    case .components: condaLines + componentLines
    case .entrypoint: cleanUpLines + layout.entrypointLines
    }
  }

  private var baseImageLines: [String] {
    ["FROM \(Words.onOneLine(baseImage)) as base-container"] + layout.localeLines
      + (isCUDA ? ["ENV NVIDIA_VISIBLE_DEVICES="] : []) + packageLines
  }

  private var packageLines: [String] {
    switch shape.distro {
    case .debian: debianPackageLines
    case .alpine: alpinePackageLines
    case .ubi8: ubiPackageLines
    case .amazonlinux: amazonPackageLines
    case nil: []
    }
  }

  private func variableLines() throws(ContainerfileError) -> [String] {
    var lines: [String] = []
    for variable in variables {
      let name = try VariableText.name(variable.name)
      let value = try VariableText.value(variable.value, of: name)
      lines += ["ARG \(name)=\(value)", "ENV \(name)=$\(name)"]
    }
    return lines + layout.pathVariables + layout.bentoFolderLines
  }

  /// Removes what package management left behind.
  private var cleanUpLines: [String] {
    switch (shape.distro, shape.release) {
    case (nil, _), (_, nil), (.debian, .conda): []
    case (.debian, _): [debianCleanUp]
    case (.alpine, _): [run("rm -rf /var/cache/apk/*")]
    case (.ubi8, _), (.amazonlinux, _): [run("rm -rf \(Self.yumCache)")]
    }
  }

  /// The variables, each name once, without those that are secrets: when it builds a bento BentoML
  /// puts their values here too.
  private static func variables(
    of docker: DockerOptions?, without secrets: [BuildSecret]
  ) -> [DockerOptions.Variable] {
    var places: [String: Int] = [:]
    var variables: [DockerOptions.Variable] = []
    for variable in docker?.env ?? [] {
      let name = Words.onOneLine(variable.name)
      if secrets.contains(where: { $0.id == name }) { continue }
      if let place = places[name] {
        variables[place] = variable
      } else {
        places[name] = variables.count
        variables.append(variable)
      }
    }
    return variables
  }
}
