/// What a scalar means by YAML 1.1, as PyYAML's safe loader reads it.
package enum YAMLScalar: Sendable, Hashable {
  case null
  case bool(Bool)
  /// A whole number; nil beside its digits if it is too large for an `Int`.
  case integer(Int?, digits: String)
  case float(Double)
  case timestamp(Timestamp)
  case text(String)

  /// The text that Python's `str` gives for the value.
  package var pythonText: String {
    switch self {
    case .null: "None"
    case .bool(let value): value ? "True" : "False"
    case .integer(_, let digits): digits
    case .float(let value): value.description
    case .timestamp(let value): value.pythonText
    case .text(let value): value
    }
  }

  /// What it is, for messages: `the number 3`, `true`, `'abc'`.
  package var description: String {
    switch self {
    case .null: "nothing (null)"
    case .bool(let value): value ? "the truth value true" : "the truth value false"
    case .integer(_, let digits): "the number \(digits)"
    case .float(let value): "the number \(value)"
    case .timestamp(let value): "the date \(value.pythonText)"
    case .text(let value): quoted(value)
    }
  }

  /// What it is as a key: to Python, `1`, `1.0` and `True` are equal.
  var asKey: YAMLScalar {
    switch self {
    case .bool(let value): .integer(value ? 1 : 0, digits: value ? "1" : "0")
    case .float(let value):
      Int(exactly: value).map { .integer($0, digits: String($0)) } ?? self
    default: self
    }
  }
}
