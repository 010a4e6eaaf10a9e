import BuildKit
import Testing

/// The daemons of the environment that speak BuildKit's protocol.
enum Daemon: String, CaseIterable, CustomTestStringConvertible {
  case buildKit13 = "BuildKit 0.13.2"
  case buildKit25 = "BuildKit 0.25.2"

  var testDescription: String { rawValue }

  private var variableName: String {
    switch self {
    case .buildKit13: "BUILDKIT_HOST"
    case .buildKit25: "BENTOKIT_TEST_NEW_BUILDKIT_HOST"
    }
  }

  var endpoint: Endpoint { get throws { try Endpoint(variable(variableName)) } }

  func client() throws -> BuildKitClient { try BuildKitClient(endpoint: endpoint) }

  /// The version that it is, as `0.13.2`.
  var version: String { String(rawValue.split(separator: " ").last ?? "") }
}
