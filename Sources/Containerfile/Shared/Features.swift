internal import Bento

/// The optional features of BentoML.
enum Features {
  static let known: Set<String> = [
    "tracing", "grpc", "grpc-reflection", "grpc-channelz", "monitor-otlp", "triton", "aws", "all",
    "io", "io-file", "io-image", "io-pandas", "io-json", "tracing-zipkin", "tracing-jaeger",
    "tracing-otlp",
  ]

  /// Refuses features that don't exist.
  static func check(_ features: [String]) throws(ContainerfileError) {
    let unknown = features.filter { !known.contains($0) }
    guard unknown.isEmpty else {
      throw ContainerfileError(
        .unknownFeature,
        "there is no feature \(unknown.map(quoted).joined(separator: ", ")); there are "
          + known.sorted().joined(separator: ", "))
    }
  }

  /// The requirement that has pip install them, such as `bentoml[grpc]`; nil for none.
  static func requirement(_ features: [String]) -> String? {
    features.isEmpty ? nil : "bentoml[\(features.joined(separator: ","))]"
  }
}
