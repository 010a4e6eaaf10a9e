/// The parameters of a built-in function.
struct Signature {
  let names: [String]
  let required: Int
  /// How many of the first parameters can't be given by name.
  let positionalOnly: Int

  init(_ names: [String], required: Int, positionalOnly: Int = 0) {
    self.names = names
    self.required = required
    self.positionalOnly = positionalOnly
  }

  /// Parameters that can't be given by name.
  static func positional(_ range: ClosedRange<Int>) -> Signature {
    Signature(
      Array(repeating: "", count: range.upperBound), required: range.lowerBound,
      positionalOnly: range.upperBound)
  }

  static func positional(_ count: Int) -> Signature { .positional(count...count) }
}

extension Interpreter {
  /// The argument of every parameter; nil for those that weren't given.
  func bind(
    _ arguments: Arguments, _ signature: Signature, of function: String
  ) throws(JinjaError) -> [Value?] {
    var values: [Value?] = Array(repeating: nil, count: signature.names.count)
    guard arguments.positional.count <= values.count else {
      throw error("'\(function)' takes at most \(values.count) arguments")
    }
    for (index, value) in arguments.positional.enumerated() { values[index] = value }
    for (name, value) in arguments.named {
      guard let index = signature.names.firstIndex(of: name), index >= signature.positionalOnly
      else { throw error("'\(function)' has no argument '\(name)'") }
      guard values[index] == nil else {
        throw error("'\(function)' got two values for '\(name)'")
      }
      values[index] = value
    }
    for index in 0..<signature.required where values[index] == nil {
      let name = signature.names[index]
      throw error("'\(function)' needs \(name.isEmpty ? "more arguments" : "'\(name)'")")
    }
    return values
  }

  /// The text of an argument.
  func text(argument value: Value?, of function: String) throws(JinjaError) -> String {
    guard let text = value?.text else {
      throw error("'\(function)' needs text, not \(value?.typeName ?? "nothing")")
    }
    return text
  }

  /// The whole number of an argument.
  func integer(
    argument value: Value?, default standard: Int? = nil, of function: String
  ) throws(JinjaError) -> Int {
    guard let value else {
      if let standard { return standard }
      throw error("'\(function)' needs a whole number")
    }
    guard let integer = value.integer else {
      throw error("'\(function)' needs a whole number, not \(value.typeName)")
    }
    return integer
  }
}
