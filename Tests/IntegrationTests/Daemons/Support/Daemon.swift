import BuildKit
import Testing

/// The daemons of the environment that speak BuildKit's protocol.
enum Daemon: String, CaseIterable, CustomTestStringConvertible {
  case buildKit13 = "BuildKit 0.13.2"
  case buildKit25 = "BuildKit 0.25.2"
  case engine20 = "Engine 20.10.24"
  case engine26 = "Engine 26.1.5"
  case containerdEngine26 = "Engine 26.1.5, images in containerd"
  case engine28 = "Engine 28.5.2, images in containerd"

  /// Those without an Engine around them.
  static let standalone: [Daemon] = [.buildKit13, .buildKit25]

  var testDescription: String { rawValue }

  var isEngine: Bool { !Self.standalone.contains(self) }

  /// Whether it exports images as BuildKit by itself does.
  var exportsImages: Bool { self != .engine20 && self != .engine26 }

  /// Whether it tells the place in the Dockerfile with a failure, and which step it was.
  var tellsPlaces: Bool { self != .engine20 }

  /// Whether its frontend checks Dockerfiles.
  var checksDockerfiles: Bool { self == .buildKit25 || self == .engine28 }

  private var variableName: String {
    switch self {
    case .buildKit13: "BUILDKIT_HOST"
    case .buildKit25: "BENTOKIT_TEST_NEW_BUILDKIT_HOST"
    case .engine20: "BENTOKIT_TEST_OLD_DOCKER_HOST"
    case .engine26: "BENTOKIT_TEST_DOCKER_HOST"
    case .containerdEngine26: "BENTOKIT_TEST_CONTAINERD_DOCKER_HOST"
    case .engine28: "BENTOKIT_TEST_NEW_DOCKER_HOST"
    }
  }

  var endpoint: Endpoint {
    get throws {
      let address = try variable(variableName)
      // An Engine's socket, as an address of the BuildKit inside it.
      return try Endpoint(isEngine ? "docker" + address.dropFirst("unix".count) : address)
    }
  }

  func client() throws -> BuildKitClient { try BuildKitClient(endpoint: endpoint) }

  /// The version that it is, as `0.13.2`.
  var version: String { String(rawValue.split { " ,".contains($0) }[1]) }

  /// A build for it. The Engines have no bridge: their steps run with the machine's network.
  func request(dockerfile: String, files: [String: String] = [:]) throws -> BuildRequest {
    var request = try BuildRequest(dockerfile: dockerfile, context: .init(files: files))
    if isEngine {
      request.frontendAttributes["force-network-mode"] = "host"
      request.entitlements = ["network.host"]
    }
    return request
  }
}
