import BuildKit
import Testing

/// A daemon of the environment, by the variable that tells where it listens.
struct EnvironmentDaemon: Sendable, CustomTestStringConvertible {
  let testDescription: String
  private let name: String

  /// BuildKit 0.13.2 and 0.25.2.
  static let all = [
    EnvironmentDaemon(testDescription: "BuildKit 0.13", name: "BUILDKIT_HOST"),
    EnvironmentDaemon(testDescription: "BuildKit 0.25", name: "BENTOKIT_TEST_NEW_BUILDKIT_HOST"),
  ]

  var address: String { get throws { try variable(name) } }

  func client() throws -> BuildKitClient { try BuildKitClient(endpoint: Endpoint(try address)) }

  /// Builds a Dockerfile, well or badly, and returns its ref in the history.
  func build(_ dockerfile: String, fails: Bool = false) async throws -> String {
    let client = try client()
    let request = try BuildRequest(dockerfile: dockerfile)
    do {
      _ = try await client.build(request)
      guard !fails else { throw Failure("it didn't fail: \(dockerfile)") }
    } catch let error as BuildError where fails {
      _ = error
    }
    // The record is complete a moment after the build.
    _ = try await client.historyRecord(afterEndOf: request.ref)
    return request.ref
  }
}
