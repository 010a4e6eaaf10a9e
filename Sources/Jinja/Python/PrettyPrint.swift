extension Interpreter {
  /// What Python's `pprint` makes of a value: keys sorted, at most 80 columns if that works.
  func prettyPrinted(_ value: Value) throws(JinjaError) -> String {
    var printer = PrettyPrinter(self)
    try printer.write(value, indent: 0, allowance: 0, depth: 0)
    return printer.text
  }
}

private struct PrettyPrinter {
  private let interpreter: Interpreter
  private let width = 80
  private(set) var text = ""

  init(_ interpreter: Interpreter) { self.interpreter = interpreter }

  /// - Parameters:
  ///   - indent: the column where it begins.
  ///   - allowance: how many columns must stay free behind it.
  mutating func write(
    _ value: Value, indent: Int, allowance: Int, depth: Int
  ) throws(JinjaError) {
    guard depth <= 2 * interpreter.limits.nesting else {
      throw interpreter.error(.limit, "a value is nested too deep for 'pprint'")
    }
    try interpreter.checkStack()
    let line = try flat(value, depth)
    try interpreter.charge(line.utf8.count)
    guard line.scalarCount > width - indent - allowance else {
      text += line
      return
    }
    switch value {
    case .dict(let dict) where dict.count > 0:
      text += "{"
      let entries = try sorted(dict)
      for (index, entry) in entries.enumerated() {
        if index > 0 { text += ",\n" + blanks(indent + 1) }
        let key = try interpreter.representation(of: entry.key)
        text += key + ": "
        try write(
          entry.value, indent: indent + key.scalarCount + 3,
          allowance: index == entries.count - 1 ? allowance + 1 : 1, depth: depth + 1)
      }
      text += "}"
    case .list(let list) where !list.elements.isEmpty:
      try write(list.elements, ("[", "]"), indent, allowance, depth)
    case .tuple(let tuple) where !tuple.elements.isEmpty:
      try write(
        tuple.elements, ("(", tuple.elements.count == 1 ? ",)" : ")"), indent, allowance, depth)
    case .string(let string) where !string.isEmpty:
      try write(string, indent, allowance, depth)
    default: text += line
    }
  }

  private func blanks(_ count: Int) -> String { String(repeating: " ", count: count) }

  private mutating func write(
    _ elements: [Value], _ brackets: (String, String), _ indent: Int, _ allowance: Int,
    _ depth: Int
  ) throws(JinjaError) {
    text += brackets.0
    for (index, element) in elements.enumerated() {
      if index > 0 { text += ",\n" + blanks(indent + 1) }
      let isLast = index == elements.count - 1
      try write(
        element, indent: indent + 1,
        allowance: isLast ? allowance + brackets.1.utf8.count : 1, depth: depth + 1)
    }
    text += brackets.1
  }

  /// A long text on several lines, split after blanks.
  private mutating func write(
    _ string: String, _ indent: Int, _ allowance: Int, _ depth: Int
  ) throws(JinjaError) {
    let indent = depth == 0 ? indent + 1 : indent
    let allowance = depth == 0 ? allowance + 1 : allowance
    let room = width - indent
    var pieces: [String] = []
    let lines = string.lines(keepEnds: true)
    for (index, line) in lines.enumerated() {
      let isLastLine = index == lines.count - 1
      let whole = quoted(line)
      if whole.scalarCount <= (isLastLine ? room - allowance : room) {
        pieces.append(whole)
        continue
      }
      let parts = wordsWithBlanks(line)
      var current = ""
      for (partIndex, part) in parts.enumerated() {
        let candidate = current + part
        let isLast = isLastLine && partIndex == parts.count - 1
        let limit = isLast ? room - allowance : room
        if quoted(candidate).scalarCount > limit {
          if !current.isEmpty { pieces.append(quoted(current)) }
          current = part
        } else {
          current = candidate
        }
        try interpreter.charge(current.utf8.count)
      }
      if !current.isEmpty { pieces.append(quoted(current)) }
    }
    if pieces.count == 1 {
      text += pieces[0]
      return
    }
    if depth == 0 { text += "(" }
    text += pieces.joined(separator: "\n" + blanks(indent))
    if depth == 0 { text += ")" }
  }

  /// The words of a line, each with the blanks behind it.
  private func wordsWithBlanks(_ line: String) -> [String] {
    var parts: [String] = []
    var current = String.UnicodeScalarView()
    var inBlanks = false
    for scalar in line.unicodeScalars {
      if inBlanks, !scalar.isPythonSpace {
        parts.append(String(current))
        current = String.UnicodeScalarView()
      }
      inBlanks = scalar.isPythonSpace
      current.append(scalar)
    }
    if !current.isEmpty { parts.append(String(current)) }
    return parts
  }

  /// A value on one line, keys sorted.
  private func flat(_ value: Value, _ depth: Int) throws(JinjaError) -> String {
    guard depth <= 2 * interpreter.limits.nesting else {
      throw interpreter.error(.limit, "a value is nested too deep for 'pprint'")
    }
    try interpreter.step()
    try interpreter.checkStack()
    switch value {
    case .dict(let dict):
      var parts: [String] = []
      for (key, value) in try sorted(dict) {
        parts.append("\(try flat(key, depth + 1)): \(try flat(value, depth + 1))")
      }
      return "{" + parts.joined(separator: ", ") + "}"
    case .list(let list):
      return "[" + (try flat(list.elements, depth)) + "]"
    case .tuple(let tuple):
      let inside = try flat(tuple.elements, depth)
      return tuple.elements.count == 1 ? "(\(inside),)" : "(\(inside))"
    default: return try interpreter.representation(of: value)
    }
  }

  private func flat(_ elements: [Value], _ depth: Int) throws(JinjaError) -> String {
    var parts: [String] = []
    for element in elements { parts.append(try flat(element, depth + 1)) }
    return parts.joined(separator: ", ")
  }

  private func sorted(
    _ dict: DictObject
  ) throws(JinjaError) -> [(key: Value, value: Value)] {
    // Keys of different types are sorted by the names of these.
    var keys: [Value] = []
    for entry in dict.entries {
      let group = Number(entry.key) == nil ? entry.key.typeName : "int"
      keys.append(.tuple([.string(group), entry.key]))
    }
    let order = try interpreter.sorted(dict.entries.indices.map(Value.int), by: keys)
    return order.compactMap { $0.integer }.map { dict.entries[$0] }
  }
}
