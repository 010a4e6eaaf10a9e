/// Collects the entries of a mapping: of equal keys the last value wins and the first place stays;
/// what `<<` merges in comes first and loses to the mapping's own keys.
struct YAMLMappingBuilder {
  private var own: [YAMLEntry] = []
  private var merged: [YAMLEntry] = []
  private var weight = 1

  mutating func add(
    _ key: YAMLNode, at mark: YAMLMark, _ value: YAMLNode
  ) throws(YAMLProblem) {
    guard case .scalar(let scalar) = key.content else {
      throw YAMLProblem(message: "a key must be a single value", mark: mark)
    }
    weight += 1 + value.weight
    own.append(YAMLEntry(key: scalar, keyMark: mark, value: value))
  }

  /// Merges a mapping, or a list of mappings of which the first wins.
  mutating func merge(_ value: YAMLNode, at mark: YAMLMark) throws(YAMLProblem) {
    weight += 1 + value.weight
    switch value.content {
    case .mapping(let entries): merged += entries
    case .sequence(let nodes):
      for node in nodes.reversed() {
        guard case .mapping(let entries) = node.content else { throw Self.notMergeable(node.mark) }
        merged += entries
      }
    case .scalar: throw Self.notMergeable(mark)
    }
  }

  func node(at mark: YAMLMark) -> YAMLNode {
    YAMLNode(content: .mapping(Self.unique(merged + own)), mark: mark, weight: weight)
  }

  private static func notMergeable(_ mark: YAMLMark) -> YAMLProblem {
    YAMLProblem(message: "only mappings can be merged with '<<'", mark: mark)
  }

  private static func unique(_ entries: [YAMLEntry]) -> [YAMLEntry] {
    var places: [YAMLScalar: Int] = [:]
    places.reserveCapacity(entries.count)
    var kept: [YAMLEntry] = []
    kept.reserveCapacity(entries.count)
    for entry in entries {
      let key = entry.key.asKey
      if let place = places[key] {
        // As in Python's dictionaries the first of equal keys stays.
        kept[place] = YAMLEntry(
          key: kept[place].key, keyMark: entry.keyMark, value: entry.value)
      } else {
        places[key] = kept.count
        kept.append(entry)
      }
    }
    return kept
  }
}
