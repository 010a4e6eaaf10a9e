/// Variables and home folders in paths, as Python's `os.path` expands them.
enum PathExpansion {
  /// A path with `$NAME`, `${NAME}` (kept where the variable isn't set), `~` and `~user` expanded,
  /// once.
  static func once(_ path: String, _ environment: EnvironmentLookup) -> String {
    expandingUser(expandingVariables(path, environment), environment)
  }

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
