import CBuildKitProtos

/// Progress of something within a step, such as one layer of a pull.
public struct VertexStatus: Hashable, Sendable {
  /// Identifies it within the step, and is what people see.
  public var id: String
  /// Digest of the step.
  public var vertex: String
  /// What happens, such as `downloading`; often empty.
  public var name = ""
  /// How much is done, most often in bytes.
  public var current: Int64 = 0
  /// How much there is to do; 0 if unknown.
  public var total: Int64 = 0
  /// When this was so.
  public var timestamp: Timestamp?
  /// When it began.
  public var started: Timestamp?
  /// When it ended.
  public var completed: Timestamp?

  /// Something that has no progress yet.
  public init(id: String, vertex: String) {
    self.id = id
    self.vertex = vertex
  }
}

extension VertexStatus: WireReadable {
  init(_ wire: Moby__Buildkit__V1__VertexStatus) {
    id = wire.id.text
    vertex = wire.vertex.text
    name = wire.name.text
    current = wire.current
    total = wire.total
    timestamp = value(wire.timestamp)
    started = value(wire.started)
    completed = value(wire.completed)
  }
}
