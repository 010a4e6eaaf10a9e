extension Interpreter {
  /// Python's `text.format(…)` in the sandbox.
  func braceFormat(
    _ text: String, _ arguments: Arguments, escapes: Bool = false
  ) throws(JinjaError) -> String {
    var formatter = BraceFormatter(self, .arguments(arguments), escapes: escapes)
    return try formatter.format(Array(text.unicodeScalars), depth: 2)
  }

  /// Python's `text.format_map(…)`.
  func braceFormat(_ text: String, map: Value) throws(JinjaError) -> String {
    var formatter = BraceFormatter(self, .map(map), escapes: false)
    return try formatter.format(Array(text.unicodeScalars), depth: 2)
  }
}

private struct BraceFormatter {
  enum Values {
    case arguments(Arguments)
    case map(Value)
  }

  let interpreter: Interpreter
  let values: Values
  let escapes: Bool
  /// The number of the next field without one; nil once fields are numbered by hand.
  private var automatic: Int? = 0

  init(_ interpreter: Interpreter, _ values: Values, escapes: Bool) {
    self.interpreter = interpreter
    self.values = values
    self.escapes = escapes
  }

  mutating func format(
    _ scalars: [Unicode.Scalar], depth: Int
  ) throws(JinjaError) -> String {
    guard depth >= 0 else { throw interpreter.error("the fields of the format nest too deep") }
    try interpreter.charge(4 * scalars.count)
    var result = String.UnicodeScalarView()
    var index = 0
    while index < scalars.count {
      let scalar = scalars[index]
      index += 1
      guard scalar == "{" || scalar == "}" else {
        result.append(scalar)
        continue
      }
      if index < scalars.count, scalars[index] == scalar {
        result.append(scalar)
        index += 1
        continue
      }
      guard scalar == "{" else { throw interpreter.error("a single '}' stands in the format") }
      let end = try fieldEnd(scalars, from: index)
      let text = try field(Array(scalars[index..<end]), depth)
      try interpreter.charge(text.utf8.count)
      result.append(contentsOf: text.unicodeScalars)
      index = end + 1
    }
    return String(result)
  }

  private func fieldEnd(
    _ scalars: [Unicode.Scalar], from start: Int
  ) throws(JinjaError) -> Int {
    var depth = 1
    var bracketOpen = false
    for index in start..<scalars.count {
      switch scalars[index] {
      case "[": bracketOpen = true
      case "]": bracketOpen = false
      case "{" where !bracketOpen: depth += 1
      case "}" where !bracketOpen:
        depth -= 1
        if depth == 0 { return index }
      default: break
      }
    }
    throw interpreter.error("a '{' is never closed in the format")
  }

  private mutating func field(
    _ scalars: [Unicode.Scalar], _ depth: Int
  ) throws(JinjaError) -> String {
    var nameEnd = scalars.count
    var inBrackets = false
    for (index, scalar) in scalars.enumerated() {
      if scalar == "[" { inBrackets = true }
      if scalar == "]" { inBrackets = false }
      if !inBrackets, scalar == ":" || scalar == "!" {
        nameEnd = index
        break
      }
    }
    let name = Array(scalars[..<nameEnd])
    if name.contains("{") { throw interpreter.error("'{' stands in the name of a field") }
    var rest = scalars[nameEnd...]
    var conversion: Unicode.Scalar?
    if rest.first == "!" {
      rest = rest.dropFirst()
      guard let first = rest.popFirst(), rest.isEmpty || rest.first == ":" else {
        throw interpreter.error("a conversion in the format is wrong")
      }
      conversion = first
    }
    var value = try value(named: name)
    if let conversion {
      switch conversion {
      case "s": value = .string(try interpreter.text(of: value))
      case "r": value = .string(try interpreter.representation(of: value))
      case "a": value = .string(try interpreter.representation(of: value).asciiEscaped)
      default: throw interpreter.error("there is no conversion '!\(conversion)'")
      }
    }
    let specification = try format(Array(rest.dropFirst()), depth: depth - 1)
    let text = try interpreter.format(value, specification)
    if escapes, case .markup = value { return text }
    return escapes ? escaped(text) : text
  }

  private mutating func value(named name: [Unicode.Scalar]) throws(JinjaError) -> Value {
    let firstEnd = name.firstIndex { $0 == "." || $0 == "[" } ?? name.count
    var first = string(name[..<firstEnd])
    if name.isEmpty {
      guard let number = automatic else { throw mixed }
      first = String(number)
      automatic = number + 1
    } else if firstEnd == name.count, !first.isEmpty, first.utf8.allSatisfy(\.isDigit) {
      if let number = automatic, number > 0 { throw mixed }
      automatic = nil
    }
    var value = try argument(first)
    var index = firstEnd
    while index < name.count {
      let isAttribute = name[index] == "."
      index += 1
      let end: Int
      if isAttribute {
        end = name[index...].firstIndex { $0 == "." || $0 == "[" } ?? name.count
      } else {
        guard let close = name[index...].firstIndex(of: "]") else {
          throw interpreter.error("a ']' is missing in the format")
        }
        end = close
      }
      let part = string(name[index..<end])
      guard !part.isEmpty else {
        throw interpreter.error("a field of the format has an empty part")
      }
      if isAttribute {
        value = try interpreter.attribute(part, of: value)
        index = end
      } else {
        let number = part.utf8.allSatisfy(\.isDigit) ? Int(part) : nil
        value = try interpreter.item(number.map(Value.int) ?? .string(part), of: value)
        index = end + 1
        if index < name.count, name[index] != ".", name[index] != "[" {
          throw interpreter.error("only '.' or '[' can follow ']' in the format")
        }
      }
    }
    return value
  }

  private var mixed: JinjaError {
    interpreter.error("the fields of the format must either all have numbers or none")
  }

  private func string(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return String(view)
  }

  private func argument(_ name: String) throws(JinjaError) -> Value {
    let number = !name.isEmpty && name.utf8.allSatisfy(\.isDigit) ? Int(name) : nil
    switch values {
    case .arguments(let arguments):
      if let number {
        guard number < arguments.positional.count else {
          throw interpreter.error("the format needs more than \(number) values")
        }
        return arguments.positional[number]
      }
      guard let value = arguments.named(name) else {
        throw interpreter.error("the format needs a value for '\(name)'")
      }
      return value
    case .map(let map):
      guard number == nil, case .dict(let dict) = map, let value = dict[name] else {
        throw interpreter.error("the format needs a value for '\(name)'")
      }
      return value
    }
  }
}
