import BuildKit

extension BuilderOptions {
  /// A client of the builder that was asked for or found.
  func client() throws -> BuildKitClient {
    try BuildKitClient(endpoint: try endpoint(), tls: try tls())
  }
}
