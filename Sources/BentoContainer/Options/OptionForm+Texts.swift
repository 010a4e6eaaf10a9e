extension OptionForm where Value: LosslessStringConvertible {
  /// One value.
  public static func value(_ notation: String = "VALUE") -> OptionForm {
    OptionForm(
      notation,
      parse: { value throws(OptionMistake) in try one(of: value, notation) },
      spell: { value, _ in [.separate(value.description)] })
  }
}

extension OptionForm where Value == String {
  /// One value; of several, the first.
  static func firstValue(_ notation: String) -> OptionForm {
    OptionForm(
      notation,
      parse: { value throws(OptionMistake) in
        guard let text = try texts(of: value, notation).first else { throw .needsValue(notation) }
        return text
      },
      spell: { value, _ in [.separate(value)] })
  }
}

extension OptionForm where Value: RawRepresentable & CaseIterable, Value.RawValue == String {
  /// One of a few words.
  public static var choice: OptionForm {
    let words = Value.allCases.map(\.rawValue)
    return OptionForm(
      words.joined(separator: "|"),
      parse: { value throws(OptionMistake) in
        guard case .texts(let texts) = value, let text = texts.last,
          let choice = Value(rawValue: text)
        else { throw OptionMistake("is one of \(words.joined(separator: ", "))") }
        return choice
      },
      spell: { value, _ in [.separate(value.rawValue)] })
  }
}

extension OptionForm {
  /// Values that are each given by a flag of its own.
  public static func values<Element>(_ notation: String = "VALUE") -> OptionForm
  where Value == [Element], Element: LosslessStringConvertible & Sendable {
    OptionForm(
      notation, repeats: true,
      parse: { value throws(OptionMistake) in
        var elements: [Element] = []
        for text in try texts(of: value, notation) {
          elements.append(try read(text, notation))
        }
        return elements
      },
      spell: { values, _ in values.map { .separate($0.description) } })
  }
}

extension OptionForm where Value == String {
  /// The path of a file or folder; a relative one is taken from the caller's folder.
  public static var path: OptionForm {
    OptionForm(
      "PATH", isPath: true,
      parse: { value throws(OptionMistake) in try one(of: value, "PATH") },
      spell: { path, folder in [.separate(folder.absolute(path))] })
  }

  /// A word with a meaning of its own to the builder, else, if there is a slash in it, a path.
  public static var nameOrPath: OptionForm {
    OptionForm(
      "NAME|PATH", isPath: true,
      parse: { value throws(OptionMistake) in try one(of: value, "NAME or PATH") },
      spell: { text, folder in
        [.separate(text.utf8.contains(UInt8(ascii: "/")) ? folder.absolute(text) : text)]
      })
  }
}

/// The only value; of several, the last.
private func one<Value: LosslessStringConvertible>(
  of value: OptionValue, _ notation: String
) throws(OptionMistake) -> Value {
  guard let text = try texts(of: value, notation).last else { throw .needsValue(notation) }
  return try read(text, notation)
}

private func read<Value: LosslessStringConvertible>(
  _ text: String, _ notation: String
) throws(OptionMistake) -> Value {
  guard let value = Value(text) else { throw OptionMistake("is \(notation), not \"\(text)\"") }
  return value
}

func texts(of value: OptionValue, _ notation: String) throws(OptionMistake) -> [String] {
  guard case .texts(let texts) = value else { throw .needsValue(notation) }
  return texts
}
