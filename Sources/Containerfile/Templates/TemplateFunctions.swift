internal import Jinja

/// The filters and functions that templates have beside those of the template language.
enum TemplateFunctions {
  /// The name of the function that the macros take conda's commands from.
  static let condaCommands = "__conda_commands__"

  static let filters: [String: JinjaFunction] = [
    "bash_quote": JinjaFunction("bash_quote") { arguments in
      // What is nothing is a word too.
      if let value = arguments.positional.first, !value.isTrue { return .string(Shell.quoted("")) }
      return .string(Shell.quoted(try arguments.onlyText()))
    },
    "normalize_line": .text("normalize_line") { Words.onOneLine($0) },
  ]

  static let globals: [String: JinjaValue] = [
    "expands_bento_path": .function(expandsBentoPath),
    condaCommands: .function(conda),
  ]

  /// A path below the bento's, or below the one that is given.
  private static let expandsBentoPath = JinjaFunction("expands_bento_path") { arguments in
    try arguments.allow(names: ["bento_path"])
    let root = try arguments.text(named: "bento_path") ?? ImageLayout().bentoPath
    var path = root
    for index in arguments.positional.indices { path += "/" + (try arguments.text(at: index)) }
    return .string(path)
  }

  private static let conda = JinjaFunction(condaCommands) { arguments in
    guard arguments.positional.count == 3 else {
      throw JinjaError(.runtime, "\(condaCommands) takes three arguments")
    }
    let commands = LegacyBlocks.condaCommands(
      pythonVersion: try arguments.positional[0].printed,
      file: try arguments.positional[1].printed + "/" + CondaFile.path,
      conda: try arguments.positional[2].printed + "/bin/conda")
    return .list(commands.map { .string($0) })
  }
}
