import CBuildKitProtos

/// Asks `Control.Status` to follow a build.
package struct StatusRequest: Hashable, Sendable {
  /// The build's ``SolveRequest/ref``.
  package var ref: String

  package init(ref: String) { self.ref = ref }
}

extension StatusRequest: WireEncodable {
  static var blank: Blank<Moby__Buildkit__V1__StatusRequest> {
    moby__buildkit__v1__status_request__init
  }

  func write(to wire: inout Moby__Buildkit__V1__StatusRequest, in arena: PackingArena) {
    wire.ref = arena.text(ref)
  }
}

/// News of a running build: what changed since the response before.
public struct StatusResponse: Hashable, Sendable {
  /// Steps that are new or changed, each in its whole present state.
  public var vertexes: [Vertex]
  /// Progress of parts of steps, each in its whole present state.
  public var statuses: [VertexStatus]
  /// Output of steps.
  public var logs: [VertexLog]
  /// Warnings of steps.
  public var warnings: [VertexWarning]

  /// News made of its parts.
  public init(
    vertexes: [Vertex] = [], statuses: [VertexStatus] = [], logs: [VertexLog] = [],
    warnings: [VertexWarning] = []
  ) {
    self.vertexes = vertexes
    self.statuses = statuses
    self.logs = logs
    self.warnings = warnings
  }
}

extension StatusResponse: WireDecodable {
  static var unpack: Unpack<Moby__Buildkit__V1__StatusResponse> {
    moby__buildkit__v1__status_response__unpack
  }

  init(_ wire: Moby__Buildkit__V1__StatusResponse) {
    vertexes = values(wire.n_vertexes, wire.vertexes)
    statuses = values(wire.n_statuses, wire.statuses)
    logs = values(wire.n_logs, wire.logs)
    warnings = values(wire.n_warnings, wire.warnings)
  }
}
