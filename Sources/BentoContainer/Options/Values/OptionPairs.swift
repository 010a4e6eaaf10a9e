/// Keys with values, in order; a key may stand alone or come again.
public struct OptionPairs: Hashable, Sendable {
  /// One key, with its value if it has one.
  public struct Element: Hashable, Sendable {
    /// The key.
    public var key: String
    /// The value; nil for a key alone, which builders take for a variable of the environment.
    public var value: String?

    /// A pair.
    public init(_ key: String, _ value: String?) {
      self.key = key
      self.value = value
    }

    init(_ text: String, separator: Character) {
      if let index = text.firstIndex(of: separator) {
        self.init(String(text[..<index]), String(text[text.index(after: index)...]))
      } else {
        self.init(text, nil)
      }
    }

    func text(separator: Character) -> String { value.map { "\(key)\(separator)\($0)" } ?? key }
  }

  /// The pairs.
  public var elements: [Element]

  /// Pairs in an order.
  public init(_ elements: [Element]) { self.elements = elements }
}

extension OptionPairs: ExpressibleByDictionaryLiteral {
  /// In the order written.
  public init(dictionaryLiteral elements: (String, String)...) {
    self.init(elements.map { Element($0, $1) })
  }
}
