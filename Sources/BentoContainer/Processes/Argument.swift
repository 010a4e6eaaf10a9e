import FileTree

/// One argument of a builder program: text, with holes for what is known only when it runs.
struct Argument: Hashable, Sendable {
  enum Part: Hashable, Sendable {
    case text(String)
    /// The path of something in the staged context; of the context itself where it's the root.
    case inContext(TreePath)
    /// What tells the builder about a secret.
    case secret(id: String)
  }

  private(set) var parts: [Part]

  /// An argument of text alone.
  init(_ text: String) { parts = [.text(text)] }

  private init(_ part: Part) { parts = [part] }

  /// The absolute path of the context's folder.
  static let context = Argument(.inContext(.root))

  /// The absolute path of something in the context.
  static func inContext(_ path: TreePath) -> Argument { Argument(.inContext(path)) }

  /// What belongs behind `--secret`: the secret's id, and where the builder finds its value.
  static func secret(_ id: String) -> Argument { Argument(.secret(id: id)) }

  /// What it looks like before anything is known.
  var text: String {
    parts.map { part in
      switch part {
      case .text(let text): text
      case .inContext(let path): path.isRoot ? "<context>" : "<context>/\(path)"
      case .secret(let id): "id=\(id),<secret>"
      }
    }.joined()
  }
}

extension Argument: ExpressibleByStringInterpolation {
  init(stringLiteral text: String) { self.init(text) }

  init(stringInterpolation: StringInterpolation) { parts = stringInterpolation.parts }

  struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var parts: [Part] = []

    init(literalCapacity: Int, interpolationCount: Int) {}

    mutating func appendLiteral(_ text: String) {
      if !text.isEmpty { parts.append(.text(text)) }
    }

    mutating func appendInterpolation(_ text: String) { appendLiteral(text) }

    mutating func appendInterpolation(_ argument: Argument) { parts += argument.parts }
  }
}
