/// Options that a backend doesn't declare, in their order. They reach the builder as they are: a text
/// as `--name text`, a flag as `--name`.
public struct AdditionalOptions: Hashable, Sendable, ExpressibleByDictionaryLiteral {
  /// One option.
  public struct Element: Hashable, Sendable {
    /// The name, with `_` between words.
    public var name: String
    /// The value.
    public var value: OptionValue
  }

  /// The options, each name once.
  public private(set) var elements: [Element] = []

  /// Options in the order written.
  public init(dictionaryLiteral elements: (String, OptionValue)...) {
    for (name, value) in elements { self[name] = value }
  }

  /// The value of an option; nil if it isn't given.
  public subscript(name: String) -> OptionValue? {
    get { elements.first { $0.name == name }?.value }
    set {
      let index = elements.firstIndex { $0.name == name }
      switch (index, newValue) {
      case (let index?, let value?): elements[index].value = value
      case (let index?, nil): elements.remove(at: index)
      case (nil, let value?): elements.append(Element(name: name, value: value))
      case (nil, nil): break
      }
    }
  }
}
