import Bento

/// What several rules need.
extension DockerfileMending {
  /// A word as a POSIX shell takes it for one.
  static func quoted(_ word: String) -> String {
    if word.isEmpty || word.wholeMatch(of: /[A-Za-z0-9@%_+=:,.\/-]*/) != nil { return word }
    return "'" + word.replacing("'", with: "'\"'\"'") + "'"
  }

  /// Replaces instructions, compared with their white space folded.
  static func replace(_ line: String, with other: String, in lines: inout [String]) {
    let line = Instructions.folded(line)
    lines = lines.map { $0 == line ? Instructions.folded(other) : $0 }
  }

  /// A command that gets secrets: mounted, exported first, refused where they are empty.
  static func withSecrets(_ instruction: String, _ secrets: [String]) -> String {
    let words = instruction.split(separator: " ").map(String.init).dropFirst()
    let flags = words.prefix { $0.hasPrefix("--") }
    let body = words.dropFirst(flags.count).joined(separator: " ")
    let mounts = secrets.map { "--mount=type=secret,id=\($0)" }
    let start = (["RUN"] + mounts + flags).joined(separator: " ")
    // Without a shell there is nothing to export to.
    let isList = body.wholeMatch(of: /\[\s*("[^"]*"\s*(,\s*"[^"]*"\s*)*)?\]/) != nil
    return isList ? "\(start) \(body)" : "\(start) \(prologue(secrets)) \(body)"
  }

  static func prologue(_ secrets: [String]) -> String {
    let exports = secrets.map { "\($0)=\"$(cat /run/secrets/\($0))\"" }.joined(separator: " ")
    let checks = secrets.map { "\"${\($0):?}\"" }.joined(separator: " ")
    return "export \(exports); : \(checks);"
  }
}

extension DockerfileMending.Situation {
  /// The bento's own template; empty if it has none.
  var template: String {
    (try? TextFile.read("\(bento.path)/env/docker/Dockerfile.template")) ?? ""
  }

  /// The names of the secrets, each once, at the place of its last mention.
  var secretNames: [String] {
    var names: [String] = []
    for env in envs(.build) {
      let name = Instructions.folded(env.name)
      names.removeAll { $0 == name }
      names.append(name)
    }
    return names
  }
}
