import Containerfile

/// A way of asking for a Dockerfile that was recorded.
enum DockerfileVariant: String, CaseIterable {
  case buildkit
  case legacy
  case features
  case featuresLegacy = "features_legacy"
  case featuresInvalid = "features_invalid"

  /// What is asked for. The header was on, which templates can see.
  var options: ContainerfileOptions {
    let features: [String] =
      switch self {
      case .buildkit, .legacy: []
      case .features, .featuresLegacy: ["grpc", "tracing-otlp"]
      case .featuresInvalid: ["bogus"]
      }
    return ContainerfileOptions(
      header: true, buildKit: self != .legacy && self != .featuresLegacy, features: features)
  }
}
