import CBuildKitProtos

/// A piece of a step's output, cut anywhere: within a line, even within a character.
public struct VertexLog: Hashable, Sendable {
  /// Where a piece of output was written to.
  public enum Stream: Hashable, Sendable {
    /// Standard output.
    case output
    /// Standard error; also what BuildKit itself adds.
    case error
  }

  /// Digest of the step.
  public var vertex: String
  /// When it was written.
  public var timestamp: Timestamp?
  /// Where it was written to.
  public var stream: Stream
  /// The output as it is, control characters included.
  public var data: [UInt8]

  /// A piece of output of a step.
  public init(
    vertex: String, timestamp: Timestamp? = nil, stream: Stream = .output, data: [UInt8]
  ) {
    self.vertex = vertex
    self.timestamp = timestamp
    self.stream = stream
    self.data = data
  }
}

extension VertexLog: WireReadable {
  init(_ wire: Moby__Buildkit__V1__VertexLog) {
    self.init(
      vertex: wire.vertex.text, timestamp: value(wire.timestamp),
      stream: wire.stream == 1 ? .output : .error, data: wire.msg.array)
  }
}
