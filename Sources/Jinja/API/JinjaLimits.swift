/// How much a template may do, so that none can hang or fill the memory.
public struct JinjaLimits: Sendable {
  /// The size of a template's text, in bytes.
  public var templateBytes = 1 << 20
  /// How deep statements and expressions nest in a template's text.
  public var nesting = 100
  /// How deep macros, blocks, includes and recursive loops call each other.
  public var callDepth = 150
  /// How many statements, expressions and iterations one rendering executes.
  public var steps = 5_000_000
  /// How much one rendering makes and looks through, in bytes: texts, lists, searches and so on,
  /// counted even if they are dropped again.
  public var work = 256 << 20
  /// The size of what one rendering gives, in bytes.
  public var outputBytes = 16 << 20
  /// How many numbers `range` gives, as in jinja2's sandbox.
  public var rangeLength = 100_000
  /// How many different templates one rendering loads.
  public var templates = 200

  /// The limits that hold by default.
  public init() {}
}
