/// The tests that every template has.
enum BuiltinTest: String {
  case odd, even, divisibleby, defined, undefined, filter, test, none, boolean, `false`, `true`
  case integer, float, lower, upper, string, mapping, number, sequence, iterable, callable, sameas
  case escaped, `in`, eq, ne, gt, ge, lt, le

  /// The test of a name or one of its other names.
  init?(_ name: String) {
    switch name {
    case "==", "equalto": self = .eq
    case "!=": self = .ne
    case ">", "greaterthan": self = .gt
    case ">=": self = .ge
    case "<", "lessthan": self = .lt
    case "<=": self = .le
    default: self.init(rawValue: name)
    }
  }

  var signature: Signature {
    switch self {
    case .divisibleby: Signature(["num"], required: 1)
    case .sameas: Signature(["other"], required: 1)
    case .in: Signature(["seq"], required: 1)
    case .eq, .ne, .gt, .ge, .lt, .le: .positional(1)
    default: Signature([], required: 0)
    }
  }
}

extension Interpreter {
  /// Whether a value passes the test of a name.
  func test(_ name: String, _ value: Value, _ arguments: Arguments) throws(JinjaError) -> Bool {
    if let function = template.environment.tests[name] {
      var arguments = arguments
      arguments.positional.insert(value, at: 0)
      return try call(function, arguments).isTrue
    }
    guard let test = BuiltinTest(name) else { throw error("there is no test '\(name)'") }
    try charge(text: value)
    let other = try bind(arguments, test.signature, of: name).first.flatMap { $0 } ?? .none
    switch test {
    case .odd: return try isEqual(apply(.modulo, value, .int(2)), .int(1))
    case .even: return try isEqual(apply(.modulo, value, .int(2)), .int(0))
    case .divisibleby: return try isEqual(apply(.modulo, value, other), .int(0))
    case .filter: return try isName(value) { template.environment.hasFilter($0) }
    case .test: return try isName(value) { template.environment.hasTest($0) }
    case .lower: return try text(of: value).isPythonLower
    case .upper: return try text(of: value).isPythonUpper
    case .sameas: return isSame(value, other)
    case .in: return try compare(value, .isIn, other)
    case .eq: return try compare(value, .equal, other)
    case .ne: return try compare(value, .notEqual, other)
    case .gt: return try compare(value, .greater, other)
    case .ge: return try compare(value, .greaterOrEqual, other)
    case .lt: return try compare(value, .less, other)
    case .le: return try compare(value, .lessOrEqual, other)
    case .iterable: return try iteratorIfAny(over: value) != nil
    default: return isOfKind(test, value)
    }
  }

  private func isName(_ value: Value, _ exists: (String) -> Bool) throws(JinjaError) -> Bool {
    _ = try hash(value)
    return value.text.map(exists) ?? false
  }

  private func isOfKind(_ test: BuiltinTest, _ value: Value) -> Bool {
    switch (test, value) {
    case (.undefined, .undefined), (.none, .none), (.boolean, .bool), (.integer, .int),
      (.float, .float), (.mapping, .dict), (.number, .int), (.number, .float), (.number, .bool),
      (.string, .string), (.string, .markup), (.escaped, .markup), (.callable, .undefined),
      (.escaped, .object(is ModuleObject)), (.sequence, .undefined), (.sequence, .string),
      (.sequence, .markup), (.sequence, .list), (.sequence, .tuple), (.sequence, .dict):
      true
    case (.defined, _): !value.isUndefined
    case (.true, .bool(let value)): value
    case (.false, .bool(let value)): !value
    case (.callable, .object(let object)): object.isCallable
    case (.sequence, .object(let object)): object.isSequence
    default: false
    }
  }

  /// Whether two values are the same object. Numbers and text are if they are of one type and equal.
  private func isSame(_ left: Value, _ right: Value) -> Bool {
    switch (left, right) {
    case (.none, .none): true
    case (.undefined(let left), .undefined(let right)): left === right
    case (.bool(let left), .bool(let right)): left == right
    case (.int(let left), .int(let right)): left == right
    case (.float(let left), .float(let right)): left == right
    case (.string(let left), .string(let right)): sameText(left, right)
    case (.markup(let left), .markup(let right)): sameText(left, right)
    case (.list(let left), .list(let right)): left === right
    case (.tuple(let left), .tuple(let right)): left === right
    case (.dict(let left), .dict(let right)): left === right
    case (.object(let left), .object(let right)): left === right
    default: false
    }
  }
}
