/// A function that templates call, or a filter or test made of it: there the first argument is the
/// value that is filtered or tested.
public struct JinjaFunction: Sendable {
  /// The name, for messages.
  public let name: String
  let body: @Sendable (JinjaArguments) throws -> JinjaValue

  /// A function made of a closure, which must give the same for the same arguments.
  ///
  /// A ``JinjaError`` that it throws keeps its kind and gets the place of the call; any other error
  /// becomes one of kind `runtime`.
  public init(_ name: String, _ body: @escaping @Sendable (JinjaArguments) throws -> JinjaValue) {
    self.name = name
    self.body = body
  }

  /// A function from one text to another, such as a filter that quotes.
  public static func text(
    _ name: String, _ body: @escaping @Sendable (String) throws -> String
  ) -> JinjaFunction {
    JinjaFunction(name) { arguments in
      .string(try body(try arguments.onlyText()))
    }
  }
}

/// The arguments of a call.
public struct JinjaArguments: Sendable {
  /// The name of the function, for messages.
  public let function: String
  /// The arguments without a name.
  public let positional: [JinjaValue]
  /// The arguments with a name, in their order; no name twice.
  public let named: [(name: String, value: JinjaValue)]

  /// The only argument, which must be text.
  ///
  /// - Throws: ``JinjaError``.
  public func onlyText() throws(JinjaError) -> String {
    guard positional.count == 1, named.isEmpty else {
      throw JinjaError(.runtime, "\(function) takes one argument")
    }
    return try text(at: 0)
  }

  /// An argument without a name, which must be there and text.
  ///
  /// - Throws: ``JinjaError``.
  public func text(at index: Int) throws(JinjaError) -> String {
    guard index < positional.count else {
      throw JinjaError(.runtime, "\(function) needs \(index + 1) arguments")
    }
    return try Self.text(positional[index], of: function)
  }

  /// A text that was given by name; nil if it wasn't.
  ///
  /// - Throws: ``JinjaError``.
  public func text(named name: String) throws(JinjaError) -> String? {
    guard let value = named.first(where: { $0.name == name })?.value else { return nil }
    return try Self.text(value, of: function)
  }

  /// Refuses names that a function doesn't have.
  ///
  /// - Throws: ``JinjaError``.
  public func allow(names: [String]) throws(JinjaError) {
    for argument in named where !names.contains(argument.name) {
      throw JinjaError(.runtime, "\(function) has no argument '\(argument.name)'")
    }
  }

  private static func text(
    _ value: JinjaValue, of function: String
  ) throws(JinjaError) -> String {
    switch value {
    case .string(let text): return text
    case .undefined: throw JinjaError(.undefined, "\(function) needs text, got something undefined")
    default: throw JinjaError(.runtime, "\(function) needs text")
    }
  }
}
