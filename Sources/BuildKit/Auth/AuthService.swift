import Bytes
import Connections
import SessionServer

/// `moby.filesync.v1.Auth`: gives the daemon tokens for registries, fetched here; passwords only where
/// a registry takes nothing else, or `BUILDKIT_NO_CLIENT_TOKEN` says so.
struct AuthService: SessionService {
  private enum Method: String, CaseIterable {
    case credentials = "Credentials"
    case fetchToken = "FetchToken"
    case getTokenAuthority = "GetTokenAuthority"
    case verifyTokenAuthority = "VerifyTokenAuthority"

    var path: String { "/moby.filesync.v1.Auth/\(rawValue)" }
  }

  let methods = Method.allCases.map(\.path)
  private let credentials: any RegistryCredentials
  private let fetcher: TokenFetcher
  private let authority: TokenAuthority

  /// - Parameter tls: what connections to token servers trust and show, by registry.
  init(credentials: any RegistryCredentials, tls: [String: TLSConfiguration]) {
    self.credentials = credentials
    fetcher = TokenFetcher(credentials: credentials, tls: tls)
    authority = TokenAuthority(credentials: credentials)
  }

  func handler(
    for call: ServerCall, report: SessionFailures
  ) throws(ServerConnection.Refusal) -> any CallHandler {
    let path = call.method.lowercased()
    guard let method = Method.allCases.first(where: { $0.path.lowercased() == path }) else {
      throw .init(.unimplemented("\(call.method) is not served by this session"))
    }
    return UnaryHandler { message in
      do {
        return .success(try await answer(to: method, ByteChain(message)))
      } catch is MalformedMessage {
        return .failure(.init(.invalidArgument("malformed message")))
      } catch let refusal as ServerConnection.Refusal {
        return .failure(refusal)
      } catch is CancellationError {
        return .failure(.init(.internal("the build is over")))
      } catch let error as TokenFailure where [401, 403].contains(error.status) {
        // The daemon's answer to the build says this, and what it was for.
        return .failure(.init(.unauthenticated("\(error)")))
      } catch {
        report.add(error, isPassing: true)
        return .failure(.init(.internal("\(error)")))
      }
    }
  }

  private func answer(to method: Method, _ message: ByteChain) async throws -> ByteChain {
    switch method {
    case .credentials:
      let request = try CredentialsRequest(decoding: message)
      let found = try await credentials.credentials(for: RegistryAccess(host: request.host))
      return CredentialsResponse(username: found?.username ?? "", secret: found?.secret ?? "")
        .encoded()
    case .fetchToken:
      let answer = try await fetcher.token(for: FetchTokenRequest(decoding: message))
      return FetchTokenResponse(
        token: answer.token, expiresIn: answer.lifetime, issuedAt: answer.issuedAt
      ).encoded()
    case .getTokenAuthority:
      let request = try GetTokenAuthorityRequest(decoding: message)
      try checkTokensAreWanted()
      let key = try await authority.publicKey(for: request.host, salt: request.salt)
      return GetTokenAuthorityResponse(publicKey: key).encoded()
    case .verifyTokenAuthority:
      let request = try VerifyTokenAuthorityRequest(decoding: message)
      try checkTokensAreWanted()
      let signed = try await authority.signed(
        request.payload, for: request.host, salt: request.salt)
      return VerifyTokenAuthorityResponse(signed: signed).encoded()
    }
  }

  /// Without a key, the daemon asks for credentials and fetches tokens itself.
  private func checkTokensAreWanted() throws {
    let word = ProcessEnvironment.value(of: "BUILDKIT_NO_CLIENT_TOKEN") ?? ""
    if Boolean.value(word) == true {
      throw ServerConnection.Refusal(.unavailable("tokens are not fetched by this client"))
    }
  }
}
