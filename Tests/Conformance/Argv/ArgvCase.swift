import BentoContainer

/// One recorded command line.
struct ArgvCase: Decodable {
  struct Full: Decodable {
    let argv: [String]?
    let env_added: [String: String]?
  }

  let id: String
  let group: String
  let backend: String
  let kwargs: [String: PythonValue]
  let environ: [String: String]?
  let argv: [String]?
  let full: Full?

  func arguments() throws -> KeywordArguments {
    KeywordArguments(backend: try BentoContainer.backend(named: backend), values: kwargs)
  }

  func isOn(_ name: String) -> Bool { kwargs[name] == .bool(true) }
}
