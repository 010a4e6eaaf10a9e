extension OptionForm where Value == Bool {
  /// Something that is off unless asked for: `--name`.
  public static var flag: OptionForm {
    flag { $0 ? [.alone] : [] }
  }

  /// Something that the builder does unless told not to: `--name=false`.
  public static var flagOnByDefault: OptionForm {
    flag { $0 ? [.alone] : [.joined("false")] }
  }

  private static func flag(_ spell: @escaping @Sendable (Bool) -> [FlagSpelling]) -> OptionForm {
    OptionForm("", parse: parseFlag, spell: { value, _ in spell(value) })
  }
}

/// Reads a flag; the last of several values counts.
@Sendable func parseFlag(_ value: OptionValue) throws(OptionMistake) -> Bool {
  switch value {
  case .flag(let isOn): return isOn
  case .texts(let texts):
    switch texts.last?.lowercased() {
    case "true", "1", "yes": return true
    case "false", "0", "no": return false
    default: throw OptionMistake("is true or false")
    }
  }
}

extension OptionForm where Value == PullPolicy {
  /// Whether, and when, base images are pulled: `--name` or `--name=policy`.
  public static var pullPolicy: OptionForm {
    OptionForm(
      "true|false|always|missing|never|newer",
      parse: { value throws(OptionMistake) in
        switch value {
        case .flag(let isOn): return isOn ? .on : .off
        case .texts(let texts):
          guard let text = texts.last, let policy = PullPolicy.Named(rawValue: text) else {
            throw OptionMistake(
              "is one of \(PullPolicy.Named.allCases.map(\.rawValue).joined(separator: ", "))")
          }
          return .named(policy)
        }
      },
      spell: { value, _ in
        switch value {
        case .on: [.alone]
        case .off: [.joined("false")]
        case .named(let policy): [.joined(policy.rawValue)]
        }
      })
  }
}
