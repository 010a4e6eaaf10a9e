extension OptionForm where Value == OptionPairs {
  /// Keys with values, each by a flag of its own: `--name key=value`.
  public static func pairs(_ notation: String = "KEY=VALUE", separator: Character = "=")
    -> OptionForm
  {
    OptionForm(
      notation, repeats: true,
      parse: { value throws(OptionMistake) in
        OptionPairs(
          try texts(of: value, notation).map { OptionPairs.Element($0, separator: separator) })
      },
      spell: { pairs, _ in pairs.elements.map { .separate($0.text(separator: separator)) } })
  }
}

extension OptionForm where Value == [OptionFields] {
  /// Comma-separated `key=value`, one flag for each list.
  ///
  /// - Parameters:
  ///   - notation: how a value is written on the command line.
  ///   - paths: the keys whose values are paths, which a relative one of is taken from the caller's
  ///     folder; a list that is nothing but a path is one too.
  public static func fields(_ notation: String = "KEY=VALUE,…", paths: Set<String> = [])
    -> OptionForm
  {
    OptionForm(
      notation, repeats: true,
      parse: { value throws(OptionMistake) in
        try texts(of: value, notation).map { OptionFields($0) }
      },
      spell: { lists, folder in
        lists.map { .separate($0.resolving(paths: paths, in: folder).description) }
      })
  }
}
