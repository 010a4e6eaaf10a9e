internal import Bento
internal import Jinja
internal import Threads

/// The templates that users' own extend: blocks made by ``LegacyBlocks``, under BentoML's names.
struct BentoTemplates: Sendable {
  private let blocks: LegacyBlocks
  private let header: [String]
  private let environment: JinjaEnvironment
  private let failures: FirstFailure

  /// - Parameters:
  ///   - header: lines for the top.
  ///   - environment: with the macros in its loader.
  ///   - failures: gets what a block refuses.
  init(
    _ blocks: LegacyBlocks, header: [String], environment: JinjaEnvironment, failures: FirstFailure
  ) {
    self.blocks = blocks
    self.header = header
    self.environment = environment
    self.failures = failures
  }

  /// The template for the bento.
  var base: JinjaTemplate {
    get throws(JinjaError) { try template(of: blocks.shape) }
  }

  /// The template of a name such as `python_debian.j2`; nil if there is none.
  func named(_ name: String) throws(JinjaError) -> JinjaTemplate? {
    guard let shape = LegacyShape.all.first(where: { $0.templateName == name }) else { return nil }
    return try template(of: shape)
  }

  private func template(of shape: LegacyShape) throws(JinjaError) -> JinjaTemplate {
    var blocks = blocks
    blocks.shape = shape
    var native = NativeTemplate(name: shape.templateName, parts: parts(of: blocks))
    native.imports = [(variable: TemplateMacros.variable, template: TemplateMacros.name)]
    native.prepare = { variables in
      if case .undefined = variables["bento__entrypoint"] {
        var layout = ImageLayout()
        layout.bentoPath = try variables["bento__path"].printed
        variables["bento__entrypoint"] = .string(layout.entrypoint)
      }
      variables["__enable_buildkit__"] = variables["bento__enable_buildkit"]
      guard shape.distro == .debian else { return }
      variables["__lib_apt__"] = "/var/lib/apt"
      variables["__cache_apt__"] = "/var/cache/apt"
    }
    return try JinjaTemplate(native, environment: environment)
  }

  private func parts(of blocks: LegacyBlocks) -> [NativeTemplate.Part] {
    let header = Self.text(header)
    let failures = failures
    return [.text { _ in header }]
      + LegacyBlocks.Name.allCases.flatMap { name -> [NativeTemplate.Part] in
        let block = NativeBlock(name.rawValue) { variables in
          let blocks = try blocks.with(variables)
          return try failures.catching { () throws(ContainerfileError) in
            Self.text(try blocks.lines(of: name))
          }
        }
        return [.text { _ in "\n# Block \(name.rawValue)\n" }, .block(block)]
      }
  }

  private static func text(_ lines: [String]) -> String {
    lines.map { $0 + "\n" }.joined()
  }
}

/// The first error that is thrown through a template, which gives it as one of its own.
final class FirstFailure: Sendable {
  private let first = Guarded<ContainerfileError?>(nil)

  /// The error; nil if there was none.
  var error: ContainerfileError? { first.withLock { $0 } }

  func catching<Result>(
    _ work: () throws(ContainerfileError) -> Result
  ) throws(ContainerfileError) -> Result {
    do throws(ContainerfileError) {
      return try work()
    } catch {
      first.withLock { $0 = $0 ?? error }
      throw error
    }
  }
}
