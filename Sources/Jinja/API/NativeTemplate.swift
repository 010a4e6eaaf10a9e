/// A block whose text a Swift closure makes, which templates can override and call with `super()`.
public struct NativeBlock: Sendable {
  /// The name of the block.
  public let name: String
  let render: @Sendable (JinjaVariables) throws -> String

  /// A block; the closure sees the variables of the rendering, those included that a template which
  /// extends this one sets outside of its blocks.
  public init(_ name: String, render: @escaping @Sendable (JinjaVariables) throws -> String) {
    self.name = name
    self.render = render
  }
}

/// A template made of Swift closures instead of text, for others to extend.
public struct NativeTemplate: Sendable {
  /// A part of the template.
  public enum Part: Sendable {
    /// Text outside of blocks.
    case text(@Sendable (JinjaVariables) throws -> String)
    /// A block.
    case block(NativeBlock)
  }

  /// The name, for messages and for what `self` prints.
  public var name: String
  /// Templates that are imported first, each for the variable of this name.
  public var imports: [(variable: String, template: String)] = []
  /// Sets variables, before the first part; it sees what a template that extends this one has set.
  public var prepare: @Sendable (inout JinjaVariables) throws -> Void = { _ in }
  /// The parts in their order; no block twice.
  public var parts: [Part]

  /// A template of these parts.
  public init(name: String, parts: [Part]) {
    self.name = name
    self.parts = parts
  }
}

/// The variables of a rendering as a native template sees them.
public struct JinjaVariables {
  let lookUp: (String) -> JinjaValue?
  private(set) var changes: [(name: String, value: JinjaValue)] = []

  init(lookUp: @escaping (String) -> JinjaValue?) {
    self.lookUp = lookUp
  }

  /// The value of a variable; undefined if there is none.
  public subscript(name: String) -> JinjaValue {
    get { changes.last { $0.name == name }?.value ?? lookUp(name) ?? .undefined }
    set { changes.append((name, newValue)) }
  }
}
