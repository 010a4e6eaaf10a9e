/// What `keys()`, `values()` and `items()` of a dictionary give; it shows the dictionary as it is at
/// each moment.
final class DictView: Object {
  enum Kind {
    case keys
    case values
    case items
  }

  let dict: DictObject
  let kind: Kind

  init(_ dict: DictObject, _ kind: Kind) {
    self.dict = dict
    self.kind = kind
  }

  override var typeName: String {
    switch kind {
    case .keys: "dict_keys"
    case .values: "dict_values"
    case .items: "dict_items"
    }
  }
  override var length: Int? { dict.count }
  override var depth: Int { dict.depth + 1 }
  override var specialNames: Set<String> { ["__iter__", "__len__", "__reversed__"] }

  var elements: [Value] { dict.entries.map(element) }

  func element(_ entry: (key: Value, value: Value)) -> Value {
    switch kind {
    case .keys: entry.key
    case .values: entry.value
    case .items: .tuple([entry.key, entry.value])
    }
  }

  override func iterate(_ interpreter: Interpreter) throws(JinjaError) -> ElementIterator? {
    interpreter.iterator(over: dict, element)
  }

  override func isEqual(
    to other: Object, _ interpreter: Interpreter
  ) throws(JinjaError) -> Bool {
    guard kind != .values, let other = other as? DictView, other.kind != .values else {
      return self === other
    }
    guard dict.count == other.dict.count else { return false }
    let others = other.elements
    for element in elements {
      var isThere = false
      for candidate in others where try interpreter.isEqual(element, candidate) {
        try interpreter.step()
        isThere = true
        break
      }
      if !isThere { return false }
    }
    return true
  }
}
