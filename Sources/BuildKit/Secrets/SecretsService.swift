import Bytes
import SessionServer

/// `moby.buildkit.secrets.v1.Secrets`: gives the build its secrets, from memory.
struct SecretsService: SessionService {
  let methods = ["/moby.buildkit.secrets.v1.Secrets/GetSecret"]
  private let secrets: SecretStore

  init(secrets: SecretStore) { self.secrets = secrets }

  func handler(
    for call: ServerCall, report: SessionFailures
  ) throws(ServerConnection.Refusal) -> any CallHandler {
    UnaryHandler { [secrets] message in
      guard let request = try? GetSecretRequest(decoding: ByteChain(message)) else {
        return .failure(.init(.invalidArgument("malformed message")))
      }
      do {
        // Optional secrets rest on this very code.
        guard let value = try await secrets.value(of: request.id) else {
          return .failure(.init(.notFound("secret \(request.id) not found")))
        }
        return .success(GetSecretResponse(data: value).encoded())
      } catch is CancellationError {
        return .failure(.init(.internal("the build is over")))
      } catch {
        report.add(error)
        return .failure(.init(.internal("\(error)")))
      }
    }
  }
}
