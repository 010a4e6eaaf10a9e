import Bytes
import SessionServer

/// `moby.filesync.v1.Auth`: gives the daemon credentials for registries. Tokens are fetched by the
/// daemon itself, since the methods for that are not offered.
struct AuthService: SessionService {
  let methods = ["/moby.filesync.v1.Auth/Credentials"]
  private let credentials: any RegistryCredentials

  init(credentials: any RegistryCredentials) { self.credentials = credentials }

  func handler(
    for call: ServerCall, report: SessionFailures
  ) throws(ServerConnection.Refusal) -> any CallHandler {
    UnaryHandler { [credentials] message in
      guard let request = try? CredentialsRequest(decoding: ByteChain(message)) else {
        return .failure(.init(.invalidArgument("malformed message")))
      }
      do {
        let found = try await credentials.credentials(for: RegistryAccess(host: request.host))
        return .success(
          CredentialsResponse(username: found?.username ?? "", secret: found?.secret ?? "")
            .encoded())
      } catch {
        report.add(error)
        return .failure(.init(.internal("\(error)")))
      }
    }
  }
}
