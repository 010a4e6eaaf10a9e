import CBuildKitProtos

/// Asks `Control.ListWorkers`.
package struct ListWorkersRequest: Hashable, Sendable {
  /// Which workers, in containerd's filter language; a worker that passes any of them counts, and
  /// none means all.
  package var filters: [String]

  package init(filters: [String] = []) { self.filters = filters }
}

/// The answer of `Control.ListWorkers`.
package struct ListWorkersResponse: Hashable, Sendable {
  /// The default worker first.
  package var workers: [WorkerRecord]
}

/// Asks `Control.Info`, which daemons before 0.11 lack.
package struct InfoRequest: Hashable, Sendable {
  package init() {}
}

/// The answer of `Control.Info`.
package struct InfoResponse: Hashable, Sendable {
  package var buildkitVersion: BuildkitVersion?
}

extension ListWorkersRequest: WireEncodable {
  static var blank: Blank<Moby__Buildkit__V1__ListWorkersRequest> {
    moby__buildkit__v1__list_workers_request__init
  }

  func write(to wire: inout Moby__Buildkit__V1__ListWorkersRequest, in arena: PackingArena) {
    (wire.n_filter, wire.filter) = arena.texts(filters)
  }
}

extension ListWorkersResponse: WireDecodable {
  static var unpack: Unpack<Moby__Buildkit__V1__ListWorkersResponse> {
    moby__buildkit__v1__list_workers_response__unpack
  }

  init(_ wire: Moby__Buildkit__V1__ListWorkersResponse) {
    workers = values(wire.n_record, wire.record)
  }
}

extension InfoRequest: WireEncodable {
  static var blank: Blank<Moby__Buildkit__V1__InfoRequest> {
    moby__buildkit__v1__info_request__init
  }

  func write(to wire: inout Moby__Buildkit__V1__InfoRequest, in arena: PackingArena) {}
}

extension InfoResponse: WireDecodable {
  static var unpack: Unpack<Moby__Buildkit__V1__InfoResponse> {
    moby__buildkit__v1__info_response__unpack
  }

  init(_ wire: Moby__Buildkit__V1__InfoResponse) {
    buildkitVersion = value(wire.buildkit_version)
  }
}
