import Connections
import FoundationEssentials
import Synchronization

extension BuildKitClient {
  /// Has a Docker Engine push an image that it keeps (`POST /images/NAME/push`): the BuildKit of one whose
  /// images are in its own store doesn't push.
  ///
  /// Source: docker/buildx, `build/build.go` (`pushWithMoby`).
  ///
  /// - Parameters:
  ///   - name: a valid name of the image; without a tag, `latest`.
  ///   - timeout: nil for as long as it needs.
  /// - Returns: the digest that the image has in the registry; nil if the endpoint is no Engine.
  /// - Throws: ``BuildError``; what reading credentials throws; `CancellationError`.
  package func pushFromEngine(
    _ name: String, credentials: any RegistryCredentials, timeout: Duration? = nil
  ) async throws -> String? {
    guard case .docker(let address) = endpoint else { return nil }
    let image = PushedImage(name)
    let credential = try await credentials.credentials(
      for: RegistryAccess(host: image.host, scopes: ["repository:\(image.path):pull,push"]))
    let way = try address.engineDialler(tls: tls)
    let answer = PushAnswer()
    let status: Int
    do {
      status = try await HTTPServer(over: way).post(
        "/images/\(image.host)/\(image.path)/push?tag=\(image.tag)",
        fields: [("X-Registry-Auth", try image.authorization(credential))],
        until: .now + (timeout ?? .seconds(7 * 86_400))
      ) { answer.add($0) }
    } catch let error as ConnectionError {
      throw BuildError(error, at: endpoint)
    }
    if let failure = answer.failure ?? (status == 200 ? nil : "HTTP \(status)") {
      throw BuildError(
        UnknownFailure.code(of: failure),
        "the Docker Engine at \(endpoint) can't push \(name): \(failure)")
    }
    // It tells the digest last; an answer that is cut short would pass for a success.
    guard let digest = answer.digest else {
      throw BuildError(
        .daemon,
        "the Docker Engine at \(endpoint) stopped telling of \(name) before it was pushed",
        advice: "see the Engine's log, then push again")
    }
    return digest
  }
}

/// The name of an image by its parts.
private struct PushedImage {
  let host: String
  let path: String
  let tag: String

  init(_ name: String) {
    let whole = ImageName.withHost(name)
    let parts = whole.split(separator: "/", maxSplits: 1)
    let rest = parts.last ?? ""
    let colon = rest.lastIndex(of: ":")
    host = parts.first.map(String.init) ?? ""
    path = String(colon.map { rest[..<$0] } ?? rest)
    tag = colon.map { String(rest[rest.index(after: $0)...]) } ?? "latest"
  }

  /// What the Engine tells the registry: JSON in the Base64 of URLs. It wants one without credentials too.
  func authorization(_ credential: RegistryCredential?) throws -> String {
    var fields: [String: String] = [:]
    if let credential {
      fields["serveraddress"] = RegistryNames.primary(of: host)
      if credential.username.isEmpty {
        fields["identitytoken"] = credential.secret
      } else {
        fields["username"] = credential.username
        fields["password"] = credential.secret
      }
      if !credential.registryToken.isEmpty { fields["registrytoken"] = credential.registryToken }
    }
    return try JSONEncoder().encode(fields).base64EncodedString()
      .replacing("+", with: "-").replacing("/", with: "_")
  }
}

/// What an Engine tells of a push, a line of JSON for each piece of news.
private final class PushAnswer: Sendable {
  private struct Line: Decodable {
    struct Outcome: Decodable {
      var digest: String?
      enum CodingKeys: String, CodingKey { case digest = "Digest" }
    }

    var error: String?
    var message: String?
    var aux: Outcome?
  }

  private let state = Mutex<(failure: String?, digest: String?)>((nil, nil))

  /// Why it failed; nil if it didn't.
  var failure: String? { state.withLock { $0.failure } }
  var digest: String? { state.withLock { $0.digest } }

  func add(_ line: [UInt8]) {
    guard let line = try? JSONDecoder().decode(Line.self, from: Data(line)) else { return }
    state.withLock { state in
      if let failure = line.error ?? line.message { state.failure = String(failure.prefix(1000)) }
      if let digest = line.aux?.digest { state.digest = String(digest.prefix(200)) }
    }
  }
}
