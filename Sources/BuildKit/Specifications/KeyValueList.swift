/// A comma-separated list of `key=value`, as builders take it for outputs, secrets and caches. A
/// field that holds a comma stands in double quotes, a quote in it is doubled.
package struct KeyValueList: Sendable {
  /// The fields in their order.
  package let fields: [(key: String, value: String)]

  /// Reads a list; keys become lower-case.
  ///
  /// - Parameter option: what the list describes, for messages.
  /// - Throws: ``InvalidSpecification``.
  package init(parsing text: String, of option: String) throws(InvalidSpecification) {
    guard let parts = CommaSeparated.fields(text) else {
      throw InvalidSpecification(option, text, "a quote is not closed")
    }
    var fields: [(key: String, value: String)] = []
    for field in parts {
      guard let equals = field.firstIndex(of: "="), equals > field.startIndex else {
        throw InvalidSpecification(option, text, "expected key=value, found \"\(field)\"")
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
}
