internal import Bento

/// The optional features of BentoML.
enum Features {
  static let known: Set<String> = [
    "tracing", "grpc", "grpc-reflection", "grpc-channelz", "monitor-otlp", "triton", "aws", "all",
    "io", "io-file", "io-image", "io-pandas", "io-json", "tracing-zipkin", "tracing-jaeger",
    "tracing-otlp",
  ]

  /// The requirement that has pip install them, such as `bentoml[grpc]`; nil for none.
  static func extras(_ features: [String]) throws(ContainerfileError) -> String? {
    let unknown = features.filter { !known.contains($0) }
    guard unknown.isEmpty else {
      throw ContainerfileError(
        .unknownFeature,
        "there is no feature \(unknown.map(quoted).joined(separator: ", ")); there are "
          + known.sorted().joined(separator: ", "))
    }
    guard !features.isEmpty else { return nil }
    return "bentoml[\(features.joined(separator: ","))]"
  }
}
