public import Connections

extension Endpoint {
  /// Joins two descriptors to the daemon, so that a program on another machine or outside a container can
  /// speak to it over the standard input and output of ours.
  ///
  /// - Parameters:
  ///   - tls: speaks TLS with this configuration; nil for plain connections, and for what Docker's
  ///     context or variables say where the endpoint is an Engine.
  ///   - connectTimeout: how long making the connection may take.
  ///   - input: is read; may be read once more after the end.
  ///   - output: is written to.
  /// - Throws: ``BuildError``; `TLSConfigurationError`; `CancellationError`.
  public func bridge(
    tls: TLSConfiguration? = nil, connectTimeout: Duration = .seconds(10), input: Int32,
    output: Int32
  ) async throws {
    let dialler = try dialler(tls: tls)
    do {
      let connection = try await dialler.dial(until: .now + connectTimeout)
      try await Relay.run(connection, input: input, output: output)
    } catch let error as ConnectionError {
      throw BuildError(error, at: self)
    } catch let error as EmbeddedError {
      throw BuildError(error)
    } catch let error as Relay.OutputFailure {
      let failure = SystemFailure(operation: "writing what the builder says", errno: error.errno)
      throw BuildError(.local, "\(failure)", cause: failure)
    }
  }
}
