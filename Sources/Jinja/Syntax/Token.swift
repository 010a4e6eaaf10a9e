/// A piece of a template's text, as the parser sees it.
struct Token: Sendable {
  enum Kind: String, Sendable {
    case data = "text"
    case variableBegin = "{{"
    case variableEnd = "}}"
    case blockBegin = "{%"
    case blockEnd = "%}"
    case end = "the end of the template"
    /// What follows is no template.
    case invalid = "something else"
    case name = "a name"
    case string = "a text in quotes"
    case integer = "a whole number"
    case float = "a floating point number"
    case add = "+"
    case subtract = "-"
    case divide = "/"
    case floorDivide = "//"
    case multiply = "*"
    case modulo = "%"
    case power = "**"
    case tilde = "~"
    case leftBracket = "["
    case rightBracket = "]"
    case leftParenthesis = "("
    case rightParenthesis = ")"
    case leftBrace = "{"
    case rightBrace = "}"
    case equal = "=="
    case notEqual = "!="
    case greater = ">"
    case greaterOrEqual = ">="
    case less = "<"
    case lessOrEqual = "<="
    case assign = "="
    case dot = "."
    case colon = ":"
    case pipe = "|"
    case comma = ","
    case semicolon = ";"
  }

  var kind: Kind
  /// The text of a name, a number, data, or a string with its escapes resolved.
  var text = ""
  var position: Position

  /// How messages call it.
  var description: String {
    switch kind {
    case .name: "'\(text)'"
    case .data, .end, .invalid, .string, .integer, .float: kind.rawValue
    default: "'\(kind.rawValue)'"
    }
  }

  func isName(_ name: String) -> Bool { kind == .name && text == name }
}
