/// Names for an image: one, several, or none for the bento's own tag.
public struct ImageTags: Hashable, Sendable {
  /// The names.
  public var names: [String]

  /// Names in an order; the first one is shown to users.
  public init(_ names: [String]) { self.names = names }
}

extension ImageTags: ExpressibleByArrayLiteral {
  /// In the order written.
  public init(arrayLiteral elements: String...) { self.init(elements) }
}

extension ImageTags: ExpressibleByStringLiteral {
  /// As users write it.
  public init(stringLiteral value: String) { self.init([value]) }
}
