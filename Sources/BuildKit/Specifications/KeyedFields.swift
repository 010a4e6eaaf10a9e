/// Comma-separated `key=value`, as BuildKit takes it for outputs and caches. Keys become lower-case;
/// of two values of a key the later one counts.
struct KeyedFields {
  let dictionary: [String: String]

  /// - Parameter option: the name of the flag, for messages.
  /// - Throws: ``InvalidSpecification``.
  init(_ text: String, of option: String) throws(InvalidSpecification) {
    guard let fields = CommaSeparated.fields(text) else {
      throw InvalidSpecification(option, text, "a quote is not closed")
    }
    var dictionary: [String: String] = [:]
    for field in fields {
      let (key, value) = cut(field, at: "=")
      let name = key.lowercased().trimmingSpaces
      guard let value, !name.isEmpty else {
        throw InvalidSpecification(option, text, "expected key=value, found \"\(field)\"")
      }
      dictionary[name] = value
    }
    self.dictionary = dictionary
  }
}

extension String {
  fileprivate var trimmingSpaces: String {
    String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}
