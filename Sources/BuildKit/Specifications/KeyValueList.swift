/// A comma-separated list of `key=value`, as builders take it for outputs, secrets and caches. A
/// field that holds a comma stands in double quotes, a quote in it is doubled.
package struct KeyValueList: Sendable {
  /// The fields in their order.
  package let fields: [(key: String, value: String)]

  /// Reads a list; keys become lower-case.
  ///
  /// - Parameter what: what the list describes, for messages.
  /// - Throws: ``InvalidSpecification``.
  package init(parsing text: String, as what: String) throws(InvalidSpecification) {
    var fields: [(key: String, value: String)] = []
    for field in try Self.split(text, what: what) {
      guard let equals = field.firstIndex(of: "="), equals > field.startIndex else {
        throw InvalidSpecification(what, text, "expected key=value, found \"\(field)\"")
      }
      fields.append(
        (String(field[..<equals]).lowercased(), String(field[field.index(after: equals)...])))
    }
    self.fields = fields
  }

  /// The last value of a key.
  package subscript(key: String) -> String? { fields.last { $0.key == key }?.value }

  /// The last value of each key.
  package var dictionary: [String: String] {
    Dictionary(fields.map { ($0.key, $0.value) }) { _, last in last }
  }

  /// Fields as one text, in quotes where needed.
  package static func text(_ fields: [String]) -> String {
    fields.map { field in
      guard field.contains(where: { $0 == "," || $0 == "\"" }) else { return field }
      return "\"" + String(field.flatMap { $0 == "\"" ? ["\"", "\""] : [$0] }) + "\""
    }.joined(separator: ",")
  }

  private static func split(_ text: String, what: String) throws(InvalidSpecification) -> [String] {
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
    guard !isQuoted else {
      throw InvalidSpecification(what, text, "a quote is not closed")
    }
    return fields + [field]
  }
}
