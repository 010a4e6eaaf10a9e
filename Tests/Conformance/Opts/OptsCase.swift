/// One recorded command line of the reference, and what it called `build` with.
struct OptsCase: Decodable {
  struct Call: Decodable {
    let backend: String
    let image_tag: PythonValue?
    let features: PythonValue?
    let kwargs: [String: PythonValue]
  }

  let args: [String]
  let env: [String: String]?
  let stderr: String?
  let exit_code: Int?
  let build: Call?

  /// The keys of `--opt`, with `_` between words.
  var keys: [String] {
    var keys: [String] = []
    for (flag, value) in zip(args, args.dropFirst()) where flag == "--opt" {
      let key = value.prefix { $0 != "=" && $0 != ":" }
      keys.append(String(key.map { $0 == "-" ? "_" : $0 }))
    }
    return keys
  }

  /// The values of a flag.
  func values(of flags: String...) -> [String] {
    zip(args, args.dropFirst()).filter { flags.contains($0.0) }.map(\.1)
  }
}
