extension DockerConfiguration {
  /// The build arguments by which steps learn of proxies, as `docker buildx build` gives them:
  /// `HTTP_PROXY`, `HTTPS_PROXY`, `FTP_PROXY` and `NO_PROXY`, those that `proxies` has for the daemon, or
  /// else for all (`default`).
  ///
  /// - Parameter daemon: the daemon's address, as `proxies` may name it; nil for those of all.
  /// - Throws: ``InvalidFile``; `CancellationError`.
  public func proxyArguments(for daemon: String? = nil) async throws -> [String: String] {
    let proxies = try await DockerConfigurationFile.reading(path).proxies(for: daemon)
    let arguments = [
      "HTTP_PROXY": proxies?.httpProxy, "HTTPS_PROXY": proxies?.httpsProxy,
      "FTP_PROXY": proxies?.ftpProxy, "NO_PROXY": proxies?.noProxy,
    ]
    return arguments.compactMapValues { $0 }.filter { !$0.value.isEmpty }
  }
}
