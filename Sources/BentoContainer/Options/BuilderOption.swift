/// An option of a builder, declared once: everything else about it follows from this.
public struct BuilderOption<Value: Sendable>: DeclaredOption, ErasedOption {
  /// The name in `--opt`, with `_` between words.
  public let name: String
  /// One line of explanation.
  public let help: String
  /// Why it can't be used; nil if it can.
  public let refusal: String?
  /// Nil for an option that can't be used.
  private let form: OptionForm<Value>?

  /// An option that can be used.
  public init(_ name: String, _ form: OptionForm<Value>, _ help: String) {
    self.name = name
    self.help = help
    self.form = form
    self.refusal = nil
  }

  /// How a value is written on the command line; empty for a flag.
  public var notation: String { form?.notation ?? "" }
  /// Whether the option may be given several times.
  public var repeats: Bool { form?.repeats ?? false }
  /// Whether values are paths.
  public var isPath: Bool { form?.isPath ?? false }

  func parse(_ value: OptionValue) throws(OptionMistake) -> any Sendable {
    guard let form else { throw OptionMistake(help) }
    return try form.parse(value)
  }

  func spell(_ value: any Sendable, in folder: WorkingFolder) -> [FlagSpelling] {
    guard let form, let value = value as? Value else { return [] }
    return form.spell(value, folder)
  }
}

extension BuilderOption where Value == Never {
  /// An option that BentoML declares for the backend and that can't be honoured. No value of it
  /// exists.
  ///
  /// - Parameters:
  ///   - name: the name in `--opt`, with `_` between words.
  ///   - reason: why, as the end of a sentence.
  public init(_ name: String, refused reason: String) {
    self.name = name
    self.help = reason
    self.refusal = reason
    self.form = nil
  }
}

/// An option whatever its values are.
public protocol DeclaredOption: Sendable {
  /// The name in `--opt`, with `_` between words.
  var name: String { get }
  /// One line of explanation.
  var help: String { get }
  /// Why it can't be used; nil if it can.
  var refusal: String? { get }
  /// How a value is written on the command line; empty for a flag.
  var notation: String { get }
  /// Whether the option may be given several times.
  var repeats: Bool { get }
  /// Whether values are paths.
  var isPath: Bool { get }
}

extension DeclaredOption {
  /// How it is spelled for the builder, such as `--no-cache`.
  public var flag: String { Self.flag(of: name) }

  static func flag(of name: String) -> String { "--\(key(of: name))" }

  /// The name as builders write it.
  static func key(of name: String) -> String { String(name.map { $0 == "_" ? "-" : $0 }) }
}

/// What is done with an option whose type of values is not known.
protocol ErasedOption: DeclaredOption {
  func parse(_ value: OptionValue) throws(OptionMistake) -> any Sendable
  func spell(_ value: any Sendable, in folder: WorkingFolder) -> [FlagSpelling]
}
