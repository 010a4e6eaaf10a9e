/// A node with the way that leads to it, so that a complaint can say where and about what.
package struct YAMLValue: Sendable {
  /// The node.
  package let node: YAMLNode
  /// The way from the root, such as `image.commands[1]`.
  package let path: String
  /// The file it is in.
  package let file: String

  init(_ node: YAMLNode, path: String, file: String) {
    self.node = node
    self.path = path
    self.file = file
  }

  /// Where it is.
  package var location: FileLocation {
    FileLocation(
      file: file, line: node.mark.line, column: node.mark.column,
      field: path.isEmpty ? nil : path)
  }

  /// Whether it is null.
  package var isNull: Bool {
    guard case .scalar(.null) = node.content else { return false }
    return true
  }

  /// What it is, for messages.
  package var found: String {
    switch node.content {
    case .scalar(let scalar): scalar.description
    case .sequence: "a list"
    case .mapping: "a mapping"
    }
  }

  /// An error about it.
  package func error(_ message: String, _ kind: BentoError.Kind = .invalidField) -> BentoError {
    BentoError(kind, message, at: location)
  }

  /// The error that something else is there.
  package func expected(_ what: String) -> BentoError {
    error("expected \(what), found \(found)")
  }

  /// The scalar.
  package func scalar(_ what: String = "text") throws(BentoError) -> YAMLScalar {
    guard case .scalar(let scalar) = node.content else { throw expected(what) }
    return scalar
  }

  /// The text of a scalar: of numbers, truth values and dates what Python would print. Null, which
  /// is a forgotten value, is the empty text.
  package func text() throws(BentoError) -> String {
    let scalar = try scalar()
    return scalar == .null ? "" : scalar.pythonText
  }

  /// A text that must have been written as one, so that no digit of it got lost.
  package func exactText() throws(BentoError) -> String {
    switch try scalar() {
    case .text(let text): return text
    case .null: throw expected("text")
    case let other: throw error("expected text, found \(other.description); put it in quotes")
    }
  }

  /// The elements of a list.
  package func elements() throws(BentoError) -> [YAMLValue] {
    guard case .sequence(let nodes) = node.content else { throw expected("a list") }
    return nodes.enumerated().map { YAMLValue($1, path: "\(path)[\($0)]", file: file) }
  }

  /// The entries of a mapping, keys made text.
  package func entries() throws(BentoError) -> [(key: String, value: YAMLValue)] {
    guard case .mapping(let entries) = node.content else { throw expected("a mapping") }
    return entries.map { entry in
      let key = entry.key.pythonText
      let name = path.isEmpty ? key : "\(path).\(key)"
      return (key, YAMLValue(entry.value, path: name, file: file))
    }
  }

  /// The elements of a list, each read by itself.
  package func list<Element>(
    _ read: (YAMLValue) throws(BentoError) -> Element
  ) throws(BentoError) -> [Element] {
    var list: [Element] = []
    for element in try elements() { list.append(try read(element)) }
    return list
  }
}
