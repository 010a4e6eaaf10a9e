internal import Bento
internal import Jinja

/// Values of templates as instructions need them.
extension JinjaValue {
  /// A text, or none.
  static func text(_ text: String?) -> JinjaValue { text.map { .string($0) } ?? .none }

  /// A number if it is one, else a text.
  static func number(_ text: String) -> JinjaValue { Int(text).map { .int($0) } ?? .string(text) }

  /// What a template prints for it.
  ///
  /// - Throws: ``JinjaError`` if it is nothing that stands for a text.
  var printed: String {
    get throws(JinjaError) {
      switch self {
      case .undefined: ""
      case .none: "None"
      case .bool(let value): value ? "True" : "False"
      case .int(let value): String(value)
      case .float(let value): String(value)
      case .string(let value): value
      case .list, .tuple, .dictionary, .function, .template:
        throw JinjaError(.runtime, "expected text or a number")
      }
    }
  }

  /// What a template prints for it; nil if that is nothing, or it is none.
  var given: String? {
    get throws(JinjaError) {
      if case .none = self { return nil }
      let text = try printed
      return text.isEmpty ? nil : text
    }
  }

  /// Whether `if` takes it for true.
  var isTrue: Bool {
    switch self {
    case .undefined, .none: false
    case .bool(let value): value
    case .int(let value): value != 0
    case .float(let value): value != 0
    case .string(let value): !value.isEmpty
    case .list(let values), .tuple(let values): !values.isEmpty
    case .dictionary(let entries): !entries.isEmpty
    case .function, .template: true
    }
  }

  /// The variables that a dictionary stands for.
  var variables: [DockerOptions.Variable] {
    get throws(JinjaError) {
      switch self {
      case .undefined, .none: return []
      case .dictionary(let entries):
        var variables: [DockerOptions.Variable] = []
        for entry in entries {
          variables.append(
            DockerOptions.Variable(name: try entry.key.printed, value: try entry.value.printed))
        }
        return variables
      default: throw JinjaError(.runtime, "__options__env is no dictionary")
      }
    }
  }

  /// The texts of a list.
  var texts: [String] {
    get throws(JinjaError) {
      switch self {
      case .undefined, .none: return []
      case .list(let values), .tuple(let values):
        var texts: [String] = []
        for value in values { texts.append(try value.printed) }
        return texts
      default: throw JinjaError(.runtime, "__options__system_packages is no list")
      }
    }
  }
}
