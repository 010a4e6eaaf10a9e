import Connections
import FoundationEssentials

/// What a Docker Engine says of an image that it holds (`GET /images/NAME/json`).
package struct DockerEngineImage: Hashable, Sendable {
  /// The digest of its configuration, or in containerd's store of its manifest or index.
  package let id: String
  /// The size of its files, in bytes.
  package let size: Int64

  /// Asks an Engine; nil if it has no such image.
  ///
  /// - Parameters:
  ///   - name: a valid name of an image.
  ///   - tls: instead of what Docker's context or variables say; nil for that.
  /// - Throws: ``BuildError``; `TLSConfigurationError`; `CancellationError`.
  init?(
    _ name: String, in address: DockerAddress, tls: TLSConfiguration?, timeout: Duration
  ) async throws {
    let response = try await address.answer(
      to: "/images/\(name)/json", tls: tls, timeout: timeout)
    if response.status == 404 { return nil }
    guard response.status == 200 else { throw BuildError(response, of: address) }
    guard let answer = try? JSONDecoder().decode(Answer.self, from: Data(response.body)),
      answer.size >= 0
    else {
      throw BuildError(.protocolViolation, "what answers at \(address) is no Docker Engine")
    }
    (id, size) = (answer.id, answer.size)
  }

  private struct Answer: Decodable {
    var id: String
    var size: Int64

    enum CodingKeys: String, CodingKey {
      case id = "Id"
      case size = "Size"
    }
  }
}
