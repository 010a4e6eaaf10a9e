import BentoContainer
import BuildKit

extension BuilderOptions {
  /// A client of the builder that was asked for or found.
  func client() throws -> BuildKitClient {
    try BuildKitClient(
      endpoint: try endpoint(), tls: try tls(), connectTimeout: connectTimeout, waits: wait)
  }

  /// A direct build on the builder that was asked for; one is found when it begins, if none was.
  func backend() throws -> Buildctl {
    var backend = Buildctl(endpoint: try addr.map { try Endpoint($0) }, tls: try tls())
    backend.connectTimeout = connectTimeout
    backend.waits = wait
    return backend
  }
}
