/// The address that a daemon's machine has for its builds.
enum HostGateway {
  /// Where workers tell it (worker/label.go).
  private static let label = "org.mobyproject.buildkit.worker.moby.host-gateway-ip"
  private static let attribute = "add-hosts"

  /// A request whose hosts have addresses: the word for the gateway is replaced by what the daemon's
  /// worker tells.
  ///
  /// - Throws: ``BuildError``, of code `invalidArgument` if the daemon doesn't tell.
  static func resolving(
    _ request: BuildRequest, on client: BuildKitClient
  ) async throws -> BuildRequest {
    guard let hosts = request.frontendAttributes[attribute], hosts.contains(ExtraHost.gateway)
    else { return request }
    let workers = try await client.workers()
    guard let address = workers.first?.labels[label], !address.isEmpty else {
      throw BuildError(
        .invalidArgument,
        "BuildKit at \(client.endpoint) doesn't tell an address for \(ExtraHost.gateway): give the "
          + "host an address instead, or give the daemon's worker the label \(label)")
    }
    var resolved = request
    resolved.frontendAttributes[attribute] = replacing(in: hosts, with: address)
    return resolved
  }

  static func replacing(in hosts: String, with address: String) -> String {
    hosts.split(separator: ",").map { host in
      host.hasSuffix("=\(ExtraHost.gateway)")
        ? host.dropLast(ExtraHost.gateway.count) + address : String(host)
    }.joined(separator: ",")
  }
}
