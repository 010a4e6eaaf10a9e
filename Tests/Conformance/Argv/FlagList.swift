/// A command line by its flags: for each flag its values in their order. The order between different
/// flags is free.
struct FlagList: Equatable {
  /// How a flag stands.
  enum Value: Hashable, CustomStringConvertible {
    case alone
    case separate(String)
    /// `--flag=value`
    case joined(String)

    var description: String {
      switch self {
      case .alone: "(alone)"
      case .separate(let text): "'\(text)'"
      case .joined(let text): "='\(text)'"
      }
    }
  }

  var values: [String: [Value]] = [:]
  /// What stands at the end.
  var last: String?

  /// - Parameter hasLast: whether the last word is no flag's.
  init(_ words: [String], hasLast: Bool) {
    var words = words[...]
    if hasLast { last = words.popLast() }
    while let word = words.popFirst() {
      if let equals = word.firstIndex(of: "="), word.hasPrefix("--") {
        add(.joined(String(word[word.index(after: equals)...])), to: String(word[..<equals]))
      } else if let next = words.first, !next.hasPrefix("--") {
        words.removeFirst()
        add(.separate(next), to: word)
      } else {
        add(.alone, to: word)
      }
    }
  }

  subscript(flag: String) -> [Value] {
    get { values[flag] ?? [] }
    set { values[flag] = newValue.isEmpty ? nil : newValue }
  }

  mutating func add(_ value: Value, to flag: String) { self[flag].append(value) }

  /// Changes the values of a flag that stand apart from it.
  mutating func change(_ flag: String, _ change: (String) -> String) {
    self[flag] = self[flag].map { value in
      if case .separate(let text) = value { .separate(change(text)) } else { value }
    }
  }

  /// Whether values mean the same: of the frontend's attributes those of one key keep their order.
  private static func isSame(_ flag: String, _ values: [Value], _ others: [Value]) -> Bool {
    guard flag == "--opt" else { return values == others }
    func byKey(_ values: [Value]) -> [Substring: [Value]] {
      Dictionary(grouping: values) { "\($0)".prefix { $0 != "=" } }
    }
    return byKey(values) == byKey(others)
  }

  /// What differs between two, in words.
  func differences(from other: FlagList) -> [String] {
    var differences: [String] = []
    for flag in Set(values.keys).union(other.values.keys).sorted()
    where !Self.isSame(flag, self[flag], other[flag]) {
      differences.append("\(flag): expected \(other[flag]), planned \(self[flag])")
    }
    if last != other.last { differences.append("end: \(last ?? "-") not \(other.last ?? "-")") }
    return differences
  }
}
