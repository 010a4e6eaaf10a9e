import CBuildKitProtos

/// What `Control.Solve` answers once everything has been built and exported.
public struct SolveResponse: Hashable, Sendable {
  /// What exporters and frontend report, such as `containerimage.digest`, `image.name`,
  /// `frontend.…`. Several exporters' answers are merged.
  public var exporterResponse: [String: String]
}

extension SolveResponse: WireDecodable {
  static var unpack: Unpack<Moby__Buildkit__V1__SolveResponse> {
    moby__buildkit__v1__solve_response__unpack
  }

  init(_ wire: Moby__Buildkit__V1__SolveResponse) {
    exporterResponse = map(wire.n_exporter_response, wire.exporter_response)
  }
}
