package import BuildKit

extension AdditionalOptions {
  /// Adds the proxies of Docker's configuration as build arguments, those left out that are given, in
  /// capitals or small letters.
  ///
  /// - Parameter daemon: where the builder is; nil if that is not known.
  /// - Throws: `DockerConfiguration.InvalidFile`; `CancellationError`.
  package mutating func addProxies(
    for daemon: Endpoint?, of configuration: DockerConfiguration = DockerConfiguration()
  ) async throws {
    var texts: [String] = []
    if case .texts(let given) = self["build_arg"] { texts = given }
    let given = Set(texts.map { $0.prefix { $0 != "=" }.uppercased() })
    let proxies = try await configuration.proxyArguments(for: daemon)
    texts += proxies.filter { !given.contains($0.key) }.map { "\($0.key)=\($0.value)" }.sorted()
    if !texts.isEmpty { self["build_arg"] = .texts(texts) }
  }
}
