import BuildKit

/// An option of the direct backend, declared once: by what name `--opt` knows it, what it does and
/// how it is explained.
public struct DirectOption: Sendable {
  /// The name, with `_` between words.
  public let name: String
  /// One line of explanation.
  public let help: String
  /// Nil for an option of the reference that this backend can't honour yet.
  private let apply: (@Sendable (String?, inout BuildOptions) throws -> Void)?

  /// All of them, in the order of the reference's `buildctl` backend.
  public static let all = [
    DirectOption("output", "where the image goes: type=TYPE[,dest=FILE][,KEY=VALUE]…") {
      $1.outputs.append(try OutputSpecification(try value($0, of: "output")))
    },
    DirectOption("no_cache", "run every step anew") { text, options in
      options.noCache = try flag(text, of: "no_cache")
    },
    DirectOption("export_cache", "a cache to write: type=TYPE[,KEY=VALUE]…") {
      $1.exportCache.append(try cache($0, of: "export_cache"))
    },
    DirectOption("import_cache", "a cache to read: type=TYPE[,KEY=VALUE]…") {
      $1.importCache.append(try cache($0, of: "import_cache"))
    },
    DirectOption(
      "secret", "a secret for RUN --mount=type=secret: id=NAME,src=FILE or id=NAME,env=VARIABLE"
    ) {
      $1.secrets.append(try SecretSpecification(try value($0, of: "secret")))
    },
    DirectOption("allow", "a privilege the build may use: network.host, security.insecure, device")
    {
      $1.allow.append(try value($0, of: "allow"))
    },
    DirectOption("opt", "an option of the Dockerfile frontend: KEY=VALUE") { text, options in
      let attribute = try value(text, of: "opt")
      guard let equals = attribute.firstIndex(of: "=") else {
        throw ContainerError(.invalidOption, "option opt=\(attribute): expected KEY=VALUE")
      }
      options.frontendAttributes[String(attribute[..<equals])] =
        String(attribute[attribute.index(after: equals)...])
    },
    DirectOption(unsupported: "progress", "use --progress"),
    DirectOption(unsupported: "file", "the Containerfile is generated from the bento"),
    DirectOption(unsupported: "context_path", "the context is the bento's"),
    DirectOption(unsupported: "trace", "not supported yet"),
    DirectOption(unsupported: "local", "not supported yet"),
    DirectOption(unsupported: "frontend", "not supported yet"),
    DirectOption(unsupported: "ssh", "not supported yet"),
    DirectOption(unsupported: "metadata_file", "not supported yet"),
  ]

  private init(
    _ name: String, _ help: String,
    apply: @escaping @Sendable (String?, inout BuildOptions) throws -> Void
  ) {
    self.name = name
    self.help = help
    self.apply = apply
  }

  private init(unsupported name: String, _ reason: String) {
    self.name = name
    self.help = reason
    self.apply = nil
  }

  /// Whether the backend honours it.
  public var isSupported: Bool { apply != nil }

  /// Takes one `--opt` of the command line: `KEY`, `KEY=VALUE` or `KEY:VALUE`, cut at the first of
  /// `=` and `:`. In a key, `-` is `_`. A key that isn't declared is an option of the frontend.
  ///
  /// - Throws: ``ContainerError`` of kind `invalidOption`.
  public static func apply(_ text: String, to options: inout BuildOptions) throws {
    let separator = text.firstIndex { $0 == "=" || $0 == ":" }
    let key = separator.map { String(text[..<$0]) } ?? text
    let value = separator.map { String(text[text.index(after: $0)...]) }
    let name = String(key.map { $0 == "-" ? "_" : $0 })
    guard let option = all.first(where: { $0.name == name }) else {
      return try FrontendAttribute.apply(key: name, value: value, to: &options.frontendAttributes)
    }
    guard let apply = option.apply else {
      throw ContainerError(.invalidOption, "option \(name) can't be used here: \(option.help)")
    }
    try apply(value, &options)
  }

  private static func value(_ text: String?, of name: String) throws -> String {
    guard let text, !text.isEmpty else {
      throw ContainerError(.invalidOption, "option \(name) needs a value: \(name)=VALUE")
    }
    return text
  }

  private static func flag(_ text: String?, of name: String) throws -> Bool {
    switch text?.lowercased() {
    case nil, "true", "1", "yes": true
    case "false", "0", "no": false
    default: throw ContainerError(.invalidOption, "option \(name) is true or false")
    }
  }

  private static func cache(_ text: String?, of name: String) throws -> CacheOptionsEntry {
    let list = try KeyValueList(try value(text, of: name), what: name)
    var attributes = list.dictionary
    guard let type = attributes.removeValue(forKey: "type") else {
      throw ContainerError(.invalidOption, "option \(name) needs a type: \(name)=type=registry,…")
    }
    guard type != "local" else {
      throw ContainerError(.invalidOption, "option \(name): local caches are not supported yet")
    }
    return CacheOptionsEntry(type: type, attributes: attributes)
  }
}
