/// Makes `RUN` instructions with the mounts that the builder understands.
struct RunInstruction: Sendable {
  /// Whether the builder understands mounts.
  var buildKit: Bool
  /// The secrets that every command gets.
  let secrets: [BuildSecret]

  /// A command with folders that are kept between builds, and without secrets.
  func callAsFunction(_ command: String, caches: [String] = []) -> String {
    (["RUN"] + cacheMounts(caches) + [command]).joined(separator: " ")
  }

  /// A command that gets the secrets as environment variables.
  ///
  /// The variables are exported before anything of the command runs, so that all of it has them, and
  /// a secret that is missing or empty ends it. A command without a shell (in brackets, or a document
  /// for another interpreter) only gets the files below `/run/secrets`.
  func withSecrets(_ command: String, caches: [String] = []) -> String {
    guard !secrets.isEmpty else { return self(command, caches: caches) }
    let mounts = secrets.map { "--mount=type=secret,id=\($0.id)" } + cacheMounts(caches)
    let (flags, body) = Self.splittingFlags(command)
    return (["RUN"] + mounts + flags + [exporting(before: body)]).joined(separator: " ")
  }

  private func exporting(before command: String) -> String {
    guard !JSONText.isListOfStrings(command) else { return command }
    let exports = secrets.map { "\($0.id)=\"$(cat /run/secrets/\($0.id))\"" }
    let checks = secrets.map { "\"${\($0.id):?}\"" }
    let prologue =
      "export \(exports.joined(separator: " ")); : \(checks.joined(separator: " "));"
    guard command.hasPrefix("<<"), let end = command.firstIndex(of: "\n"),
      !command[..<end].contains(where: \.isWhitespace)
    else { return "\(prologue) \(command)" }
    // A script given whole: the line has to be its first.
    let script = command[command.index(after: end)...]
    return script.hasPrefix("#!") ? command : "\(command[...end])\(prologue)\n\(script)"
  }

  private func cacheMounts(_ folders: [String]) -> [String] {
    guard buildKit else { return [] }
    return folders.map { "--mount=type=cache,sharing=locked,target=\($0)" }
  }

  /// Flags of `RUN` that a command begins with, such as `--network=none`, and what comes after them.
  private static func splittingFlags(_ command: String) -> (flags: [String], body: String) {
    var flags: [String] = []
    var rest = command.drop { $0 == " " || $0 == "\t" }
    while rest.hasPrefix("--") {
      let flag = rest.prefix { !$0.isWhitespace }
      flags.append(String(flag))
      rest = rest.dropFirst(flag.count).drop { $0 == " " || $0 == "\t" }
    }
    return (flags, String(rest))
  }
}
