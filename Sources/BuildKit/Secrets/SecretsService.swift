import Bytes
import SessionServer

/// `moby.buildkit.secrets.v1.Secrets`: gives the build its secrets, from memory.
struct SecretsService: SessionService {
  let methods = ["/moby.buildkit.secrets.v1.Secrets/GetSecret"]
  /// As long as a secret may be, in bytes: BuildKit's own clients keep to it too.
  private static let longest = 500 * 1024
  private let secrets: [String: [UInt8]]

  init(secrets: [String: [UInt8]]) { self.secrets = secrets }

  func handler(
    for call: ServerCall, report: SessionFailures
  ) throws(ServerConnection.Refusal) -> any CallHandler {
    UnaryHandler { [secrets] message in
      guard let request = try? GetSecretRequest(decoding: ByteChain(message)) else {
        return .failure(.init(.invalidArgument("malformed message")))
      }
      // Optional secrets rest on this very code.
      guard let secret = secrets[request.id] else {
        return .failure(.init(.notFound("secret \(request.id) not found")))
      }
      guard secret.count <= Self.longest else {
        return .failure(
          .init(.invalidArgument("secret \(request.id) is longer than \(Self.longest) bytes")))
      }
      return .success(GetSecretResponse(data: secret).encoded())
    }
  }
}
