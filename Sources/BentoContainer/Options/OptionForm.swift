/// What values of an option are: how they are written, read from text, and spelled as flags.
public struct OptionForm<Value: Sendable>: Sendable {
  /// How a value is written on the command line, such as `HOST:IP`; empty for a flag.
  public let notation: String
  /// Whether the option may be given several times.
  public let repeats: Bool
  /// Whether values are paths, which a relative one of is taken from the caller's folder.
  public let isPath: Bool
  let parse: @Sendable (OptionValue) throws(OptionMistake) -> Value
  let spell: @Sendable (Value, WorkingFolder) -> [FlagSpelling]

  init(
    _ notation: String, repeats: Bool = false, isPath: Bool = false,
    parse: @escaping @Sendable (OptionValue) throws(OptionMistake) -> Value,
    spell: @escaping @Sendable (Value, WorkingFolder) -> [FlagSpelling]
  ) {
    self.notation = notation
    self.repeats = repeats
    self.isPath = isPath
    self.parse = parse
    self.spell = spell
  }
}

/// What is wrong with a value, as the end of a sentence that begins with the option's name.
struct OptionMistake: Error {
  let reason: String

  init(_ reason: String) { self.reason = reason }

  static func needsValue(_ notation: String) -> OptionMistake {
    OptionMistake("needs a value: \(notation)")
  }
}

/// How one value stands on a builder's command line.
public enum FlagSpelling: Hashable, Sendable {
  /// `--name`
  case alone
  /// `--name value`
  case separate(String)
  /// `--name=value`, for flags whose value may be left out.
  case joined(String)

  /// The arguments.
  func arguments(_ flag: String) -> [String] {
    switch self {
    case .alone: [flag]
    case .separate(let value): [flag, value]
    case .joined(let value): ["\(flag)=\(value)"]
    }
  }
}
