import Connections

extension DockerAddress {
  /// What the Engine answers to a question.
  ///
  /// - Parameters:
  ///   - path: begins with `/`.
  ///   - tls: instead of what Docker's context or variables say; nil for that.
  /// - Throws: ``BuildError``; `TLSConfigurationError`; `CancellationError`.
  func answer(
    to path: String, tls: TLSConfiguration?, timeout: Duration
  ) async throws -> HTTPResponse {
    let way = try engineDialler(tls: tls)
    do {
      return try await HTTPServer(over: way).get(path, until: .now + timeout)
    } catch let error as ConnectionError {
      throw BuildError(error, at: .docker(self))
    }
  }
}

extension BuildError {
  /// An answer of an Engine that is none.
  init(_ response: HTTPResponse, of address: DockerAddress) {
    self.init(
      .daemon,
      "the Docker Engine at \(address) answers HTTP \(response.status): \(response.firstWords)")
  }
}
