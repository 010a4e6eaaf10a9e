import Containerfile

/// A way of asking for a Dockerfile that was recorded.
enum DockerfileVariant: String, CaseIterable {
  case buildkit
  case legacy
  case features
  case featuresLegacy = "features_legacy"
  case featuresInvalid = "features_invalid"

  var options: ContainerfileOptions {
    let valid = ["grpc", "tracing-otlp"]
    return switch self {
    case .buildkit: ContainerfileOptions()
    case .legacy: ContainerfileOptions(buildKit: false)
    case .features: ContainerfileOptions(features: valid)
    case .featuresLegacy: ContainerfileOptions(buildKit: false, features: valid)
    case .featuresInvalid: ContainerfileOptions(features: ["bogus"])
    }
  }
}
