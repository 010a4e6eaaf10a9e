/// A place in a file.
public struct FileLocation: Sendable, Hashable, CustomStringConvertible {
  /// The path of the file, as it was opened.
  public let file: String
  /// The line, from 1; 0 if the whole file is meant.
  public let line: Int
  /// The column, from 1; 0 if the whole file is meant.
  public let column: Int
  /// The field, such as `image.commands[1]`; nil where no single field is meant.
  public let field: String?

  /// A place in a file.
  public init(file: String, line: Int = 0, column: Int = 0, field: String? = nil) {
    self.file = file
    self.line = line
    self.column = column
    self.field = field
  }

  /// `file:line:column: field`, as far as known.
  public var description: String {
    var text = quotedIfOdd(file)
    if line > 0 { text += ":\(line):\(column)" }
    if let field { text += ": \(field)" }
    return text
  }
}
