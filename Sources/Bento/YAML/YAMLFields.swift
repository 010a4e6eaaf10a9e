/// The fields of a mapping, by name.
package struct YAMLFields: Sendable {
  /// The mapping itself.
  package let value: YAMLValue
  private let fields: [String: YAMLValue]

  /// - Throws: ``BentoError`` of kind `invalidField` if it is no mapping.
  package init(_ value: YAMLValue) throws(BentoError) {
    guard case .mapping(let entries) = value.node.content else {
      throw value.expected("fields (name: value)")
    }
    self.value = value
    var fields: [String: YAMLValue] = [:]
    fields.reserveCapacity(entries.count)
    for entry in entries {
      // A key that is no text can't be a field's name.
      guard case .text(let key) = entry.key else { continue }
      let path = value.path.isEmpty ? key : "\(value.path).\(key)"
      fields[key] = YAMLValue(entry.value, path: path, file: value.file)
    }
    self.fields = fields
  }

  /// A field's value; nil if it isn't set. Null is a value.
  package subscript(name: String) -> YAMLValue? { fields[name] }

  /// A field's value; nil if it isn't set or null.
  package func given(_ name: String) -> YAMLValue? {
    guard let value = fields[name], !value.isNull else { return nil }
    return value
  }

  /// A field that must be set.
  package func required(_ name: String) throws(BentoError) -> YAMLValue {
    guard let field = fields[name] else {
      let path = value.path.isEmpty ? name : "\(value.path).\(name)"
      let mark = value.node.mark
      throw BentoError(
        .missingField, "is missing",
        at: FileLocation(file: value.file, line: mark.line, column: mark.column, field: path))
    }
    return field
  }

  /// A field's text; the default if it isn't set.
  package func text(_ name: String, or fallback: String = "") throws(BentoError) -> String {
    guard let field = fields[name] else { return fallback }
    return try field.text()
  }

  /// A field's text; nil if it isn't set or null.
  package func optionalText(_ name: String) throws(BentoError) -> String? {
    try given(name)?.text()
  }

  /// The elements of a list, each read by itself; none if the field isn't set.
  package func list<Element>(
    _ name: String, _ read: (YAMLValue) throws(BentoError) -> Element
  ) throws(BentoError) -> [Element] {
    guard let field = fields[name] else { return [] }
    return try field.list(read)
  }

  /// The elements of a list of texts; nil if the field isn't set or null.
  package func optionalTexts(_ name: String) throws(BentoError) -> [String]? {
    guard let field = given(name) else { return nil }
    var texts: [String] = []
    for element in try field.elements() { texts.append(try element.text()) }
    return texts
  }

  /// Refuses every field that isn't among the known ones.
  package func allow(only known: Set<String>) throws(BentoError) {
    for name in fields.keys.sorted() where !known.contains(name) {
      guard let field = fields[name] else { continue }
      throw field.error(
        "is not known here; there are " + known.sorted().joined(separator: ", "), .unknownField)
    }
  }
}
