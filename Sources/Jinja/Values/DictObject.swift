/// A dictionary that keeps the order in which its keys came.
final class DictObject {
  private(set) var entries: [(key: Value, value: Value)] = []
  private var indices: [HashKey: Int] = [:]

  private(set) var depth = 1

  var count: Int { entries.count }

  init() {}

  /// A copy.
  init(_ other: DictObject) {
    entries = other.entries
    depth = other.depth
    indices = other.indices
  }

  func value(for key: HashKey) -> Value? { indices[key].map { entries[$0].value } }

  func entry(for key: HashKey) -> (key: Value, value: Value)? { indices[key].map { entries[$0] } }

  func set(_ key: Value, _ hash: HashKey, to value: Value) {
    depth = max(depth, key.depth + 1, value.depth + 1)
    if let index = indices[hash] {
      entries[index].value = value
    } else {
      indices[hash] = entries.count
      entries.append((key, value))
    }
  }

  func set(_ name: String, to value: Value) { set(.string(name), HashKey(name), to: value) }

  subscript(name: String) -> Value? { value(for: HashKey(name)) }

  /// Removes an entry; it takes as long as there are entries behind it.
  func remove(_ key: HashKey) -> (key: Value, value: Value)? {
    guard let index = indices.removeValue(forKey: key) else { return nil }
    let entry = entries.remove(at: index)
    if index < entries.count {
      for (key, place) in indices where place > index { indices[key] = place - 1 }
    }
    return entry
  }

  func removeAll() {
    entries = []
    indices = [:]
  }
}

/// A value as the key of a dictionary: equal exactly if Python's values are.
enum HashKey: Hashable {
  case undefined
  case none
  case int(Int)
  case float(UInt64)
  case text(ScalarText)
  case tuple([HashKey])
  case object(ObjectIdentifier)

  init(_ name: String) { self = .text(ScalarText(text: name)) }
}

/// A text that is equal to others by its scalars, not by what it looks like.
struct ScalarText: Hashable {
  let text: String

  static func == (left: ScalarText, right: ScalarText) -> Bool { sameText(left.text, right.text) }

  func hash(into hasher: inout Hasher) {
    var text = text
    text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
  }
}

/// Whether two texts have the same scalars.
func sameText(_ left: String, _ right: String) -> Bool {
  left.utf8.count == right.utf8.count && left.utf8.elementsEqual(right.utf8)
}
