/// A recorded run of the reference's command line against stand-in builders.
struct CommandLineCase: Decodable {
  struct Call: Decodable {
    let prog: String
    let argv: [String]
    let env: [String: String]
  }

  let args: [String]
  let exit_code: Int
  let stdout: String?
  let env: [String: String]?
  let calls: [Call]
  let note: String?
  /// `none` where no program was on `PATH`.
  let path: String?

  /// Which backend was asked for.
  var backend: String {
    let named = zip(args, args.dropFirst()).first { $0.0 == "--backend" }?.1
    return named ?? env?["BENTOML_CONTAINERIZE_BACKEND"] ?? "docker"
  }

  /// The bento that the reference found; nil if it found none.
  var bento: String? {
    (stdout ?? "").split(separator: "OCI-compliant image for ").dropFirst().first
      .map { String($0.prefix { $0 != " " }) }
  }

  /// The names that the reference says the image has.
  var names: [String] {
    guard let text = (stdout ?? "").split(separator: "with tag(s) \"").dropFirst().first else {
      return []
    }
    return text.prefix { $0 != "\"" }.split(separator: ",").map(String.init)
  }

  /// The commands that it says to run.
  var advice: [String] {
    (stdout ?? "").split(separator: "\n").filter { $0.contains(" run --rm ") }
      .map { String($0.drop { $0 == " " }) }
  }

  /// The values of `--opt` for a key.
  func options(_ key: String) -> [String] {
    zip(args, args.dropFirst()).compactMap { flag, value in
      flag == "--opt" && value.hasPrefix("\(key)=") ? String(value.dropFirst(key.count + 1)) : nil
    }
  }
}

/// One call of a builder.
struct BuilderCall: Equatable {
  let program: String
  /// The words before the first flag.
  var command: [String]
  var flags: FlagList
  let environment: [String: String]

  init(program: String, words: [String], environment: [String: String]) {
    self.program = program
    self.environment = environment
    command = Array(words.prefix { !$0.hasPrefix("-") })
    let isBuild = command.contains("build") && program != "buildctl"
    flags = FlagList(Array(words.dropFirst(command.count)), hasLast: isBuild)
  }

  var isBuild: Bool { command.contains("build") }
}
