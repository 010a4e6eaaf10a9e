/// The options of a backend: a type whose stored properties are ``BuilderOption``s, each of which
/// declares one. A new option is one more property; nothing else has to be told of it.
public protocol OptionDeclarations: Sendable {
  /// The only value there need be.
  static var declared: Self { get }
}

extension OptionDeclarations {
  /// All options, in the order of their declarations.
  public static var all: [any DeclaredOption] { erased }

  static var erased: [any ErasedOption] {
    Mirror(reflecting: declared).children.compactMap { $0.value as? any ErasedOption }
  }
}

/// The options of a backend that declares none: all it gets are additional ones.
public struct NoDeclarations: OptionDeclarations {
  /// The declarations.
  public static let declared = NoDeclarations()
}
