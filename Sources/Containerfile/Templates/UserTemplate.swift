internal import Bento
internal import Jinja

/// A user's own template, from which the Containerfile of a bento of the first format is made.
struct UserTemplate {
  /// Where it is in the bento, whatever the name of the file it was made from.
  static let path = "env/docker/\(name)"
  private static let name = "Dockerfile.template"

  private let folder: TemplateFolder
  private let blocks: LegacyBlocks
  private let options: DockerOptions?
  private let header: [String]

  /// - Parameters:
  ///   - files: the files of the bento.
  ///   - blocks: what templates can extend.
  ///   - options: the options that templates see.
  ///   - header: lines for the top of what is extended.
  init(
    in files: @escaping BentoFiles, blocks: LegacyBlocks, options: DockerOptions?,
    header: [String]
  ) {
    folder = TemplateFolder(of: files)
    self.blocks = blocks
    self.options = options
    self.header = header
  }

  /// The rendered text, a newline at its end.
  func rendered() throws(ContainerfileError) -> String {
    let failures = FirstFailure()
    let text: String
    do throws(JinjaError) {
      text = try render(failures)
    } catch {
      throw failures.error ?? ContainerfileError(error)
    }
    return withFeatures(text.hasSuffix("\n") ? text : text + "\n")
  }

  private func render(_ failures: FirstFailure) throws(JinjaError) -> String {
    guard let source = try folder.text(Self.name) else {
      throw JinjaError(
        .templateNotFound, "there is no file \(Self.path) in the bento", template: Self.name)
    }
    var environment = JinjaEnvironment()
    environment.filters = TemplateFunctions.filters
    environment.globals = TemplateFunctions.globals
    environment.loader = .texts([TemplateMacros.name: TemplateMacros.text])
    let templates = BentoTemplates(
      blocks, header: header, environment: environment, failures: failures)
    environment.loader = environment.loader.or(
      JinjaLoader { [folder] name in
        if let template = try templates.named(name) { return .template(template) }
        return try folder.text(name).map { .source($0) }
      })
    let base = JinjaValue.template(try templates.base)
    let template = try environment.template(
      source, name: Self.name,
      globals: Dictionary(uniqueKeysWithValues: TemplateAliases.baseTemplate.map { ($0, base) }))
    return try template.render(blocks.templateVariables(options, header: !header.isEmpty))
  }

  /// The text with the features installed at its end, if none of its blocks does.
  private func withFeatures(_ text: String) -> String {
    guard let extras = blocks.extras, !text.contains(blocks.featureCommand(extras)) else {
      return text
    }
    let flags = blocks.run.buildKit ? "--mount=type=cache,target=/root/.cache/pip " : ""
    return text + "RUN \(flags)pip install \(extras)\n"
  }
}

extension ContainerfileError {
  /// What a template is refused for.
  fileprivate init(_ error: JinjaError) {
    let kind: Kind =
      switch error.kind {
      case .syntax, .unsupported: .invalidTemplate
      case .security: .forbiddenInTemplate
      case .templateNotFound: .missingTemplate
      case .undefined, .runtime, .limit: .failedTemplate
      }
    let location = error.template.map {
      FileLocation(file: $0, line: error.line, column: error.column)
    }
    self.init(kind, error.message, at: location)
  }
}
