/// A value as it goes into a template (variables, globals) and into and out of custom functions.
///
/// While a template is rendered lists and dictionaries are shared and can change, as in Python; a
/// `JinjaValue` is always a copy.
public enum JinjaValue: Sendable {
  /// Something that isn't there. Prints as nothing; using it for anything else is an error.
  case undefined
  /// Python's `None`.
  case none
  /// A truth value.
  case bool(Bool)
  /// A whole number.
  case int(Int)
  /// A floating point number.
  case float(Double)
  /// A text, a sequence of Unicode scalars.
  case string(String)
  /// A list.
  case list([JinjaValue])
  /// A tuple.
  case tuple([JinjaValue])
  /// A dictionary, in the order of its entries. Of equal keys the last one counts.
  case dictionary([JinjaEntry])
  /// Something that can be called.
  case function(JinjaFunction)
  /// A template that others can extend, include or import.
  case template(JinjaTemplate)
}

/// An entry of a dictionary.
public struct JinjaEntry: Sendable {
  /// The key; no list, dictionary, function or template.
  public var key: JinjaValue
  /// The value.
  public var value: JinjaValue

  /// An entry of a key and a value.
  public init(_ key: JinjaValue, _ value: JinjaValue) {
    self.key = key
    self.value = value
  }
}

extension JinjaValue: ExpressibleByStringLiteral, ExpressibleByStringInterpolation {
  /// A text.
  public init(stringLiteral value: String) { self = .string(value) }
}

extension JinjaValue: ExpressibleByIntegerLiteral {
  /// A whole number.
  public init(integerLiteral value: Int) { self = .int(value) }
}

extension JinjaValue: ExpressibleByFloatLiteral {
  /// A floating point number.
  public init(floatLiteral value: Double) { self = .float(value) }
}

extension JinjaValue: ExpressibleByBooleanLiteral {
  /// A truth value.
  public init(booleanLiteral value: Bool) { self = .bool(value) }
}

extension JinjaValue: ExpressibleByArrayLiteral {
  /// A list.
  public init(arrayLiteral elements: JinjaValue...) { self = .list(elements) }
}

extension JinjaValue: ExpressibleByDictionaryLiteral {
  /// A dictionary.
  public init(dictionaryLiteral elements: (JinjaValue, JinjaValue)...) {
    self = .dictionary(elements.map { JinjaEntry($0, $1) })
  }
}
