import BuildKit
import Bytes
import GRPCBridge
import Testing

/// Asks a daemon for the result of a Dockerfile as a frontend does, by `LLBBridge.Solve`: a failure then tells
/// the operation too.
enum Evaluation {
  /// The error that the call ends with.
  static func failure(of request: BuildRequest, on endpoint: Endpoint) async throws -> GRPCError {
    guard case .unix(let path) = endpoint else { throw Failure("no socket: \(endpoint)") }
    var waiting = request
    waiting.frontendAttributes = [:]
    // A build that is driven serves the files, and waits for what the bridge is told.
    let client = try BuildKitClient(endpoint: endpoint)
    let build = Task { [waiting] in
      try await client.build(waiting) { _ in
        try await Task.sleep(for: .seconds(3600))
        throw CancellationError()
      }
    }
    defer { build.cancel() }
    let channel = try GRPCChannel(target: .unix(path: path))
    defer { channel.shutdown() }
    return try #require(
      await #expect(throws: GRPCError.self) {
        _ = try await channel.unary(
          "/moby.buildkit.v1.frontend.LLBBridge/Solve", request: message(request),
          metadata: GRPCMetadata([("buildkit-controlapi-buildid", Array(request.ref.utf8))]))
      })
  }

  /// A `SolveRequest` with a frontend, its attributes, and the wish for a result that is evaluated.
  private static func message(_ request: BuildRequest) -> ByteChain {
    var bytes = field(2, Array(request.frontend.utf8))
    for (name, value) in request.frontendAttributes {
      bytes += field(3, field(1, Array(name.utf8)) + field(2, Array(value.utf8)))
    }
    for flag: UInt8 in [5, 6, 14] { bytes += [flag << 3, 1] }
    return ByteChain(bytes)
  }

  /// Bytes shorter than 128, as the field of a message.
  private static func field(_ number: UInt8, _ bytes: [UInt8]) -> [UInt8] {
    [number << 3 | 2, UInt8(bytes.count)] + bytes
  }
}
