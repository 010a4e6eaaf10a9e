extension Interpreter {
  /// What printing a value gives: Python's `str`.
  func text(of value: Value) throws(JinjaError) -> String {
    switch value {
    case .undefined: return ""
    case .string(let text), .markup(let text): return text
    case .object(let module as ModuleObject): return module.body
    default: return try representation(of: value)
    }
  }

  /// What a value looks like inside of a list: Python's `repr`.
  func representation(of value: Value) throws(JinjaError) -> String {
    var text = ""
    var open: [ObjectIdentifier] = []
    try represent(value, &text, &open)
    return text
  }

  private func represent(
    _ value: Value, _ text: inout String, _ open: inout [ObjectIdentifier]
  ) throws(JinjaError) {
    try step()
    let before = text.utf8.count
    switch value {
    case .undefined: text += "Undefined"
    case .none: text += "None"
    case .bool(let value): text += value ? "True" : "False"
    case .int(let value): text += String(value)
    case .float(let value): text += pythonText(value)
    case .string(let string): text += quoted(string)
    case .markup(let string): text += "Markup(\(quoted(string)))"
    case .list(let list):
      try represent(
        list.elements, ObjectIdentifier(list), ("[", "]"), &text, &open)
    case .tuple(let tuple):
      let end = tuple.elements.count == 1 ? ",)" : ")"
      try represent(tuple.elements, ObjectIdentifier(tuple), ("(", end), &text, &open)
    case .dict(let dict): try represent(dict, &text, &open)
    case .object(let loop as LoopObject): text += try loop.representation(self)
    case .object(let namespace as NamespaceObject):
      text += "<Namespace "
      try represent(.dict(namespace.attributes), &text, &open)
      text += ">"
    case .object(let view as DictView):
      text += "\(view.typeName)("
      try represent(.list(view.elements), &text, &open)
      text += ")"
    case .object(let object): text += object.representation
    }
    try charge(text.utf8.count - before)
  }

  private func represent(
    _ elements: [Value], _ identity: ObjectIdentifier, _ brackets: (String, String),
    _ text: inout String, _ open: inout [ObjectIdentifier]
  ) throws(JinjaError) {
    guard !open.contains(identity) else {
      text += "\(brackets.0)...\(brackets.1)"
      return
    }
    try enter(identity, &open)
    text += brackets.0
    for (index, element) in elements.enumerated() {
      if index > 0 { text += ", " }
      try represent(element, &text, &open)
    }
    text += brackets.1
    open.removeLast()
  }

  private func represent(
    _ dict: DictObject, _ text: inout String, _ open: inout [ObjectIdentifier]
  ) throws(JinjaError) {
    guard !open.contains(ObjectIdentifier(dict)) else {
      text += "{...}"
      return
    }
    try enter(ObjectIdentifier(dict), &open)
    text += "{"
    for (index, entry) in dict.entries.enumerated() {
      if index > 0 { text += ", " }
      try represent(entry.key, &text, &open)
      text += ": "
      try represent(entry.value, &text, &open)
    }
    text += "}"
    open.removeLast()
  }

  private func enter(
    _ identity: ObjectIdentifier, _ open: inout [ObjectIdentifier]
  ) throws(JinjaError) {
    open.append(identity)
    if open.count > 2 * limits.nesting { throw error(.limit, "a value is nested too deep") }
    try checkStack()
  }
}

/// A text in quotes with escapes, as Python writes it.
func quoted(_ text: String) -> String {
  let scalars = text.unicodeScalars
  let quote: Unicode.Scalar = scalars.contains("'") && !scalars.contains("\"") ? "\"" : "'"
  var result = String(quote)
  for scalar in scalars {
    switch scalar {
    case "\\": result += "\\\\"
    case "\n": result += "\\n"
    case "\r": result += "\\r"
    case "\t": result += "\\t"
    case quote:
      result += "\\"
      result.unicodeScalars.append(scalar)
    default:
      if scalar.isPythonPrintable {
        result.unicodeScalars.append(scalar)
      } else {
        result += pythonEscape(scalar)
      }
    }
  }
  result.unicodeScalars.append(quote)
  return result
}
