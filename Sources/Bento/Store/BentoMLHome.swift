/// The folder that holds BentoML's stores.
public enum BentoMLHome {
  /// The folder that `BENTOML_HOME` names, else `~/bentoml`.
  ///
  /// `$NAME`, `${NAME}` (kept where the variable isn't set), `~` and `~user` are expanded until
  /// nothing changes. Nothing is created.
  ///
  /// - Throws: ``BentoError`` of kind `invalidHome` if the value expands to ever new texts.
  public static func folder(
    environment: EnvironmentLookup = processEnvironment
  ) throws(BentoError) -> String {
    let value = environment("BENTOML_HOME") ?? ""
    let start = value.isEmpty ? "~/bentoml" : value
    guard let path = expanded(start, environment) else {
      throw BentoError(
        .invalidHome, "BENTOML_HOME is \(quoted(start)), whose variables refer to themselves")
    }
    return path
  }

  /// A path with its variables and `~` expanded until nothing changes; nil if that never ends.
  package static func expanded(
    _ start: String, _ environment: EnvironmentLookup
  ) -> String? {
    var path = start
    for _ in 0..<mostExpansions {
      let expanded = expandingUser(expandingVariables(path, environment), environment)
      if expanded == path { return path }
      guard expanded.utf8.count <= longest else { break }
      path = expanded
    }
    return nil
  }

  private static let mostExpansions = 64
  private static let longest = 65_536

  private static func expandingVariables(
    _ text: String, _ environment: EnvironmentLookup
  ) -> String {
    guard text.utf8.contains(UInt8(ascii: "$")) else { return text }
    var result = ""
    var rest = text.unicodeScalars[...]
    while let first = rest.first {
      rest = rest.dropFirst()
      guard first == "$" else {
        result.unicodeScalars.append(first)
        continue
      }
      let name: Substring.UnicodeScalarView
      let taken: Int
      if rest.first == "{", let end = rest.firstIndex(of: "}") {
        name = rest[rest.index(after: rest.startIndex)..<end]
        taken = name.count + 2
      } else {
        name = rest.prefix(while: isNamePart)
        taken = name.count
      }
      if !name.isEmpty, let value = environment(String(name)) {
        result += value
      } else {
        result += "$" + String(rest.prefix(taken))
      }
      rest = rest.dropFirst(taken)
    }
    return result
  }

  private static func isNamePart(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9", "_": true
    default: false
    }
  }

  private static func expandingUser(_ path: String, _ environment: EnvironmentLookup) -> String {
    guard path.hasPrefix("~") else { return path }
    let name = path.dropFirst().prefix { $0 != "/" }
    let rest = path.dropFirst(1 + name.count)
    guard let home = name.isEmpty ? UserFolder.own(environment) : UserFolder.of(String(name)) else {
      return path
    }
    let folder = home.hasSuffix("/") ? String(home.dropLast()) : home
    return folder + rest
  }
}
