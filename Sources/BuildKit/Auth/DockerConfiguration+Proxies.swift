extension DockerConfiguration {
  /// The build arguments by which steps learn of proxies, as `docker buildx build` gives them:
  /// `HTTP_PROXY`, `HTTPS_PROXY`, `FTP_PROXY` and `NO_PROXY`, those that `proxies` has for the daemon, or
  /// else for all (`default`).
  ///
  /// - Parameter daemon: where the daemon is; nil for the proxies of all. `proxies` may name it by its
  ///   address, and an Engine also as Docker's own programs do: `unix:///var/run/docker.sock`.
  /// - Throws: ``InvalidFile``; `CancellationError`.
  public func proxyArguments(for daemon: Endpoint? = nil) async throws -> [String: String] {
    let names = daemon.map { ["\($0)"] + hosts(of: $0) } ?? []
    let proxies = try await DockerConfigurationFile.reading(path).proxies(for: names)
    let arguments = [
      "HTTP_PROXY": proxies?.httpProxy, "HTTPS_PROXY": proxies?.httpsProxy,
      "FTP_PROXY": proxies?.ftpProxy, "NO_PROXY": proxies?.noProxy,
    ]
    return arguments.compactMapValues { $0 }.filter { !$0.value.isEmpty }
  }

  /// What Docker's own programs call an Engine: as `DOCKER_HOST` or the context has it, and in full.
  ///
  /// Source: docker/cli, `ParseProxyConfig`, which is given the host of Docker's client.
  private func hosts(of daemon: Endpoint) -> [String] {
    // A context that can't be read is told of when its Engine is dialled.
    guard case .docker(let address) = daemon, let context = try? contexts.context(of: address)
    else { return [] }
    return [context.host, "\(context.place)"]
  }
}
