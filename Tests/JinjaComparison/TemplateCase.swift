import Jinja

/// A template with the variables and the other templates that it needs.
struct TemplateCase {
  var source = ""
  var variables: [String: JinjaValue] = [:]
  var others: [String: String] = [:]
  var limits = JinjaLimits()

  init(source: String) { self.source = source }

  /// What rendering it gives.
  func render() -> Result<String, JinjaError> {
    do {
      var environment = Self.environment
      environment.limits = limits
      var texts = others
      texts["main"] = source
      environment.loader = .texts(texts)
      var globals: [String: JinjaValue] = [:]
      if let base = others["base_template"] {
        globals["bento_base_template"] = .template(
          try environment.template(base, name: "base_template"))
      }
      let template = try environment.template(source, name: "main", globals: globals)
      return .success(try template.render(variables))
    } catch {
      return .failure(error)
    }
  }

  /// BentoML's filters and function beside the built-in ones.
  private static let environment = {
    var environment = JinjaEnvironment()
    environment.filters["normalize_line"] = .text("normalize_line") { text in
      text.split { $0 == " " || $0 == "\n" || $0 == "\t" }.joined(separator: " ")
    }
    environment.filters["bash_quote"] = .text("bash_quote") { text in
      let isPlain = text.unicodeScalars.allSatisfy { scalar in
        scalar.isASCII
          && (scalar.properties.isAlphabetic
            || "0123456789_@%+=:,./-".unicodeScalars
              .contains(scalar))
      }
      if isPlain, !text.isEmpty { return text }
      return "'"
        + text.split(separator: "'", omittingEmptySubsequences: false)
        .joined(separator: "'\"'\"'") + "'"
    }
    environment.globals["expands_bento_path"] = .function(
      JinjaFunction("expands_bento_path") { arguments in
        try arguments.allow(names: ["bento_path"])
        var parts = [try arguments.text(named: "bento_path") ?? "/home/bentoml/bento"]
        for index in arguments.positional.indices { parts.append(try arguments.text(at: index)) }
        return .string(parts.joined(separator: "/"))
      })
    return environment
  }()

  /// A case whose context is JSON.
  init(template: String, context: String, others: [String: String]) throws {
    source = template
    self.others = others
    variables = try Self.variables(JSONReader.value(of: context))
  }

  private static func variables(_ value: JinjaValue) -> [String: JinjaValue] {
    guard case .dictionary(let entries) = value else { return [:] }
    var variables: [String: JinjaValue] = [:]
    for entry in entries {
      if case .string(let name) = entry.key { variables[name] = entry.value }
    }
    return variables
  }

  /// A case as one line of JSON: `template`, `context`, `templates`.
  init(json text: String) throws {
    guard case .dictionary(let entries) = try JSONReader.value(of: text) else {
      throw JSONReader.Problem(offset: 0)
    }
    for entry in entries {
      switch (entry.key, entry.value) {
      case (.string("template"), .string(let source)): self.source = source
      case (.string("context"), let context): variables = Self.variables(context)
      case (.string("templates"), .dictionary(let others)):
        for other in others {
          if case .string(let name) = other.key, case .string(let source) = other.value {
            self.others[name] = source
          }
        }
      default: break
      }
    }
  }
}
