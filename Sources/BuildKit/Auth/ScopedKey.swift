/// The name of credentials that are for a part of a registry: `HOST[/REPOSITORY][@ACTION,…]`, for
/// instance `registry.example/team/app@push`. The grammar is buildx's.
struct ScopedKey: Hashable, Sendable {
  let host: String
  /// Empty for all repositories.
  let repository: String
  /// Empty for all actions.
  let actions: Set<String>

  init(_ text: String) {
    let parts = text.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
    let place = parts.first ?? ""
    let slash = place.firstIndex(of: "/") ?? place.endIndex
    host = String(place[..<slash])
    repository = String(place[slash...].dropFirst())
    actions = Set(
      (parts.count > 1 ? parts[1] : "").split(separator: ",")
        .map { String($0.drop(while: \.isWhitespace).prefix { !$0.isWhitespace }) }
        .filter { !$0.isEmpty })
  }

  /// Whether it is for less than a whole registry.
  var isScoped: Bool { !repository.isEmpty || !actions.isEmpty }

  /// How well it fits what is wanted of its host; nil if it doesn't.
  func fit(_ scopes: RegistryScopes) -> Fit? {
    guard repository.isEmpty else {
      guard let wanted = scopes.repositories[repository], actions.isSubset(of: wanted) else {
        return nil
      }
      return Fit(
        isPushed: wanted.contains("push"), length: repository.utf8.count, actions: actions.count)
    }
    guard scopes.actions.values.contains(where: { actions.isSubset(of: $0) }) else { return nil }
    return Fit(isPushed: false, length: 0, actions: actions.count)
  }

  /// How specific a key is for what is wanted. A key with a repository goes before one without, and
  /// one with more actions before one with fewer. Where several repositories are wanted at once, since
  /// the base image is in the registry that is pushed to, those of the one that is pushed go first.
  struct Fit: Comparable {
    let isPushed: Bool
    let length: Int
    let actions: Int

    static func < (one: Fit, other: Fit) -> Bool {
      (one.length > 0 ? 1 : 0, one.isPushed ? 1 : 0, one.length, one.actions)
        < (other.length > 0 ? 1 : 0, other.isPushed ? 1 : 0, other.length, other.actions)
    }
  }
}
