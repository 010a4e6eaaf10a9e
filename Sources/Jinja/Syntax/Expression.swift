/// A constant that is written in a template.
enum Constant: Sendable {
  case none
  case bool(Bool)
  case int(Int)
  case float(Double)
  case string(String)
}

/// An expression; the position is that of its operator, name or opening bracket.
indirect enum Expression: Sendable {
  case constant(Constant)
  case variable(Variable)
  case tuple([Expression])
  case list([Expression])
  case dictionary([(key: Expression, value: Expression)])
  case attribute(Expression, String, Position)
  case item(Expression, Expression, Position)
  case slice(Slice, Position)
  case call(Expression, CallArguments, Position)
  case filter(FilterUse)
  case test(FilterUse)
  case unary(UnaryOperator, Expression, Position)
  case binary(BinaryOperator, Expression, Expression, Position)
  case and(Expression, Expression)
  case or(Expression, Expression)
  case not(Expression)
  case comparison(Expression, [Comparison])
  case concatenation([Expression], Position)
  case conditional(test: Expression, then: Expression, otherwise: Expression?, Position)
}

/// The bounds of a slice.
struct Slice: Sendable {
  let start: Expression?
  let stop: Expression?
  let step: Expression?
}

/// The arguments of a call, a filter or a test.
struct CallArguments: Sendable {
  var positional: [Expression] = []
  var named: [(name: String, value: Expression)] = []
  var spread: Expression?
  var namedSpread: Expression?

  var isEmpty: Bool {
    positional.isEmpty && named.isEmpty && spread == nil && namedSpread == nil
  }
}

/// A filter or a test with what it is applied to; nil is the text of the block around it.
final class FilterUse: Sendable {
  let subject: Expression?
  let name: String
  let arguments: CallArguments
  let position: Position

  init(_ subject: Expression?, _ name: String, _ arguments: CallArguments, at position: Position) {
    self.subject = subject
    self.name = name
    self.arguments = arguments
    self.position = position
  }
}

enum UnaryOperator: Sendable {
  case plus
  case minus
}

enum BinaryOperator: String, Sendable {
  case add = "+"
  case subtract = "-"
  case multiply = "*"
  case divide = "/"
  case floorDivide = "//"
  case modulo = "%"
  case power = "**"
}

enum ComparisonOperator: String, Sendable {
  case equal = "=="
  case notEqual = "!="
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="
  case isIn = "in"
  case isNotIn = "not in"
}

/// One link of a chain of comparisons.
struct Comparison: Sendable {
  let comparison: ComparisonOperator
  let operand: Expression
  let position: Position
}

/// What a value can be assigned to.
indirect enum Target: Sendable {
  case variable(Variable)
  case tuple([Target], Position)
  case namespace(Variable, attribute: String)
}
