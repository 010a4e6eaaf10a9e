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
      let expanded = PathExpansion.once(path, environment)
      if expanded == path { return path }
      guard expanded.utf8.count <= longest else { break }
      path = expanded
    }
    return nil
  }

  private static let mostExpansions = 64
  private static let longest = 65_536
}
