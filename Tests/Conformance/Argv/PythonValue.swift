/// A value of Python as the recordings write it.
indirect enum PythonValue: Decodable, Hashable {
  case none
  case bool(Bool)
  case int(Int)
  case float(Double)
  case text(String)
  case path(String)
  case sequence(Sequence, [PythonValue])
  case dict([(String, PythonValue)])

  enum Sequence: String, CaseIterable { case tuple, list, set }

  private struct Key: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  init(from decoder: any Decoder) throws {
    if let keyed = try? decoder.container(keyedBy: Key.self) {
      if keyed.contains(Key(stringValue: "path")) {
        self = .path(try keyed.decode(String.self, forKey: Key(stringValue: "path")))
        return
      }
      if keyed.contains(Key(stringValue: "dict")) {
        let pairs = try keyed.decode([Pair].self, forKey: Key(stringValue: "dict"))
        self = .dict(pairs.map { ($0.key, $0.value) })
        return
      }
      for sequence in Sequence.allCases {
        let key = Key(stringValue: sequence.rawValue)
        if keyed.contains(key) {
          self = .sequence(sequence, try keyed.decode([PythonValue].self, forKey: key))
          return
        }
      }
    }
    let single = try decoder.singleValueContainer()
    if single.decodeNil() {
      self = .none
    } else if let value = try? single.decode(Bool.self) {
      self = .bool(value)
    } else if let value = try? single.decode(Int.self) {
      self = .int(value)
    } else if let value = try? single.decode(Double.self) {
      self = .float(value)
    } else {
      self = .text(try single.decode(String.self))
    }
  }

  private struct Pair: Decodable {
    let key: String
    let value: PythonValue

    init(from decoder: any Decoder) throws {
      var fields = try decoder.unkeyedContainer()
      key = try fields.decode(String.self)
      value = try fields.decode(PythonValue.self)
    }
  }

  static func == (left: PythonValue, right: PythonValue) -> Bool {
    "\(left)" == "\(right)"
  }

  func hash(into hasher: inout Hasher) { hasher.combine("\(self)") }

  /// The one text that it is; nil if it is something else.
  var asText: String? {
    switch self {
    case .text(let text), .path(let text): text
    case .int(let number): String(number)
    default: nil
    }
  }

  /// The texts of a text, a tuple or a list; nil if it holds something else.
  var asTexts: [String]? {
    switch self {
    case .text(let text), .path(let text): return [text]
    case .sequence(.tuple, let items), .sequence(.list, let items):
      let texts = items.compactMap { $0.asText ?? $0.asList }
      return texts.count == items.count ? texts : nil
    default: return nil
    }
  }

  /// A mapping as a comma-separated list.
  var asList: String? {
    guard case .dict(let pairs) = self else { return nil }
    let fields = pairs.compactMap { key, value in value.asText.map { "\(key)=\($0)" } }
    return fields.count == pairs.count ? fields.joined(separator: ",") : nil
  }
}
