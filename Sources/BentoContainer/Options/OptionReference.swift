/// What there is to read about options: for help, for the documentation, and for errors.
public enum OptionReference {
  /// Options as lines of a Markdown table.
  private static func table(_ options: [any DeclaredOption]) -> [String] {
    ["| `--opt` | value | spelled | |", "|---|---|---|---|"]
      + options.map { option in
        let value =
          option.refusal == nil ? (option.notation.isEmpty ? "" : code(option.notation)) : ""
        let repeats = option.repeats ? ", repeatable" : ""
        let spelled = option.refusal == nil ? code(option.flag) : "–"
        return "| \(code(option.name)) | \(value)\(repeats) | \(spelled) | \(option.help) |"
      }
  }

  private static func code(_ text: String) -> String {
    "`" + text.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|")
      + "`"
  }

  /// The article of all options of all built-in backends.
  public static var markdown: String {
    var lines = [
      "# Options", "",
      "What each backend can be asked for, beside the options of the build itself.",
      "", "## Overview", "",
      "In code, options are properties of the backend's `Options`, named in camel case; on the command",
      "line, `--opt NAME=VALUE`. An option that a backend doesn't declare is handed on as it is. A flag",
      "takes `true` or `false`, or nothing for `true`. This article is made from the declarations in",
      "the code: `bentokit options --format markdown` prints it.",
    ]
    for backend in BackendRegistry.builtIn {
      lines += ["", "## \(backend.name)", ""] + table(backend.declaredOptions)
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The options of a backend as lines for people.
  public static func lines(of backend: any Backend) -> [String] {
    let options = backend.declaredOptions
    let names = options.map { option in
      option.notation.isEmpty ? option.name : "\(option.name)=\(option.notation)"
    }
    let width = min(names.map(\.count).max() ?? 0, 34)
    return zip(options, names).map { option, name in
      let padding = String(repeating: " ", count: max(1, width + 2 - name.count))
      return "  \(name)\(padding)\(option.help)"
    }
  }

  /// The end of a sentence about an option that can't be used: who can honour it.
  static func whoHonours(_ name: String) -> String {
    let names = registeredBackends.filter { backend in
      if let option = backend.declaredOptions.first(where: { $0.name == name }) {
        return option.refusal == nil
      }
      return (backend as? any ProcessBackend)?.furtherOptions.contains(name) == true
    }.map(\.name)
    guard let last = names.last else { return "; no backend can honour it" }
    guard names.count > 1 else { return "; \(last) can" }
    return "; \(names.dropLast().joined(separator: ", ")) and \(last) can"
  }
}
