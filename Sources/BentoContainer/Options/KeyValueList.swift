import BuildKit

/// A comma-separated list of `key=value`, as builders take it for outputs, secrets and caches. A
/// field that holds a comma stands in double quotes, a quote in it is doubled.
struct KeyValueList {
  /// The fields in their order.
  let fields: [(key: String, value: String)]

  /// Reads a list; keys become lower-case.
  ///
  /// - Parameter what: what the list describes, for messages.
  /// - Throws: ``ContainerError`` of kind `invalidOption`.
  init(_ text: String, what: String) throws(ContainerError) {
    var fields: [(key: String, value: String)] = []
    guard let parts = CommaSeparated.fields(text) else {
      throw ContainerError(.invalidOption, "\(what) \"\(text)\": a quote is not closed")
    }
    for field in parts {
      guard let equals = field.firstIndex(of: "="), equals > field.startIndex else {
        throw ContainerError(
          .invalidOption, "\(what) \"\(text)\": expected key=value, found \"\(field)\"")
      }
      fields.append(
        (String(field[..<equals]).lowercased(), String(field[field.index(after: equals)...])))
    }
    self.fields = fields
  }

  /// The last value of a key.
  subscript(key: String) -> String? { fields.last { $0.key == key }?.value }

  /// The last value of each key.
  var dictionary: [String: String] {
    Dictionary(fields.map { ($0.key, $0.value) }) { _, last in last }
  }
}
