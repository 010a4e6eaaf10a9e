import BuildKit

extension OptionForm where Value == [OptionFields] {
  /// Secrets for the build: `id=ID` and the file, or the variable, that holds the value.
  ///
  /// - Parameter typed: for builders that go by `type` and know `src` alone, podman and buildah.
  ///   Without a type they take a secret that is in a file for a variable if one is called as its id,
  ///   and the secret is then empty. Of `source` they know nothing.
  static func secrets(typed: Bool = false) -> OptionForm {
    let plain = OptionForm.fields("id=ID,src=FILE|env=NAME", paths: ["src", "source"])
    return OptionForm(
      plain.notation, repeats: true, parse: plain.parse,
      spell: { secrets, folder in
        secrets.flatMap { secret in
          guard secret.isInFile else { return [FlagSpelling.separate(secret.description)] }
          return plain.spell([typed ? secret.typedFile : secret], folder)
        }
      })
  }
}

extension OptionFields {
  /// Whether the secret names the file that it is in.
  fileprivate var isInFile: Bool {
    let isElsewhere = value(of: "env") != nil || value(of: "type") == "env"
    return !isElsewhere && (value(of: "src") != nil || value(of: "source") != nil)
  }

  /// The secret with its type, and the path by the name that the builders know.
  fileprivate var typedFile: OptionFields {
    guard let list = try? KeyValueList(description, what: "secret") else { return self }
    let fields = list.fields.map { key, value in (key: key == "source" ? "src" : key, value: value)
    }
    return OptionFields(list["type"] == nil ? fields + [("type", "file")] : fields)
  }
}
