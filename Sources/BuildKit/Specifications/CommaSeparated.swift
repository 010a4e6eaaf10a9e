/// Comma-separated fields, as builders take them. A field that holds a comma stands in double quotes,
/// from its beginning or from after its `=`; a quote in it is doubled.
package enum CommaSeparated {
  /// The fields of a text; nil if a quote is not closed.
  package static func fields(_ text: String) -> [String]? {
    var fields: [String] = []
    var field = ""
    var isQuoted = false
    var rest = Substring(text)
    while let character = rest.popFirst() {
      switch character {
      case "\"" where isQuoted && rest.first == "\"":
        rest.removeFirst()
        field.append("\"")
      case "\"" where isQuoted || field.isEmpty || field.last == "=": isQuoted.toggle()
      case "," where !isQuoted:
        fields.append(field)
        field = ""
      default: field.append(character)
      }
    }
    return isQuoted ? nil : fields + [field]
  }

  /// Fields as one text, in quotes where needed.
  package static func text(_ fields: [String]) -> String {
    fields.map { field in
      guard field.contains(where: { $0 == "," || $0 == "\"" }) else { return field }
      return "\"" + String(field.flatMap { $0 == "\"" ? ["\"", "\""] : [$0] }) + "\""
    }.joined(separator: ",")
  }
}

/// Text at its first separator; the value is nil if there is none.
func cut(_ text: String, at separator: Character) -> (key: String, value: String?) {
  guard let index = text.firstIndex(of: separator) else { return (text, nil) }
  return (String(text[..<index]), String(text[text.index(after: index)...]))
}
