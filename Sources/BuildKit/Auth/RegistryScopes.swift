/// What is wanted of a registry, taken apart: the actions for each resource.
///
/// Written as in the registries' token specification: `repository:team/app:pull,push`, several with
/// spaces between them.
struct RegistryScopes: Hashable, Sendable {
  /// Actions by resource, such as `repository:team/app`.
  private(set) var actions: [String: Set<String>] = [:]

  init(_ scopes: [String]) {
    for scope in scopes.flatMap({ $0.split(separator: " ") }) {
      let parts = scope.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
      let wanted = parts.count == 3 ? parts[2].split(separator: ",").map(String.init) : []
      let resource = parts.prefix(2).joined(separator: ":")
      actions[resource, default: []].formUnion(wanted)
    }
  }

  /// The actions for each repository, by its name.
  var repositories: [String: Set<String>] {
    var repositories: [String: Set<String>] = [:]
    for (resource, wanted) in actions where resource.hasPrefix("repository:") {
      repositories[String(resource.dropFirst("repository:".count))] = wanted
    }
    return repositories
  }
}
