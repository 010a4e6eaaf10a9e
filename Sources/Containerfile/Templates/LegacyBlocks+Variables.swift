internal import Bento
internal import Jinja

/// The values of the blocks as variables of templates.
extension LegacyBlocks {
  /// The variables that templates see.
  ///
  /// - Parameters:
  ///   - options: the options of the image.
  ///   - header: whether a comment at the top says what the file is.
  func templateVariables(
    _ options: DockerOptions?, header: Bool
  ) -> [String: JinjaValue] {
    var values: [String: JinjaValue] = [
      "bento__uid_gid": .number(layout.userID),
      "bento__user": .string(layout.user),
      "bento__home": .string(layout.home),
      "bento__path": .string(layout.bentoPath),
      "bento__add_header": .bool(header),
      "bento__buildkit_frontend": "docker/dockerfile:1.2.1",
      "bento__enable_buildkit": .bool(run.buildKit),
      "__base_image__": .string(baseImage),
      "__is_cuda__": .bool(isCUDA),
      "__conda_python_version__": .text(condaPythonVersion),
      "__prometheus_port__": .number(layout.metricsPort),
      "__options__distro": .text(
        options == nil ? shape.distro?.rawValue : options?.distro?.rawValue),
      "__options__python_version": .text(pythonVersion),
      "__options__cuda_version": .text(options?.cudaVersion),
      "__options__env": variables.isEmpty
        ? .none
        : .dictionary(variables.map { JinjaEntry(.string($0.name), .string($0.value)) }),
      "__options__system_packages": systemPackages.isEmpty
        ? .none : .list(systemPackages.map { .string($0) }),
      "__options__setup_script": .text(options?.setupScript),
      "__options__base_image": .text(options?.baseImage),
      "__options__dockerfile_template": .string(UserTemplate.path),
    ]
    for (old, name) in TemplateAliases.variables { values[old] = values[name] }
    return values
  }

  /// The same blocks with the values that a template has set.
  func with(_ variables: JinjaVariables) throws(JinjaError) -> LegacyBlocks {
    var blocks = self
    blocks.layout.user = try variables["bento__user"].printed
    blocks.layout.userID = try variables["bento__uid_gid"].printed
    blocks.layout.home = try variables["bento__home"].printed
    blocks.layout.bentoPath = try variables["bento__path"].printed
    blocks.layout.ownEntrypoint = try variables["bento__entrypoint"].printed
    blocks.layout.metricsPort = try variables["__prometheus_port__"].printed
    blocks.baseImage = try variables["__base_image__"].printed
    blocks.isCUDA = variables["__is_cuda__"].isTrue
    blocks.run.buildKit = variables["__enable_buildkit__"].isTrue
    blocks.pythonVersion = try variables["__options__python_version"].given
    blocks.condaPythonVersion = try variables["__conda_python_version__"].given
    blocks.hasSetupScript = try variables["__options__setup_script"].given != nil
    blocks.variables = try variables["__options__env"].variables
    blocks.systemPackages = try variables["__options__system_packages"].texts
    return blocks
  }
}
