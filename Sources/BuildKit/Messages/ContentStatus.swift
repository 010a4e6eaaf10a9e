import CBuildKitProtos

/// A blob that is being written to a content store.
struct ContentStatus: Hashable {
  var startedAt: Timestamp
  var updatedAt: Timestamp
  /// Names the writing.
  var ref: String
  /// How much is there, in bytes.
  var offset: Int64
  /// How much there will be; 0 if that isn't known.
  var total: Int64 = 0
}

/// Answers the question for one of them.
struct ContentStatusResponse: Hashable {
  var status: ContentStatus
}

/// Answers the question for all of them.
struct ListStatusesResponse: Hashable {
  var statuses: [ContentStatus]
}

extension ContentStatus: WireWritable {
  static var blank: Blank<Containerd__Services__Content__V1__Status> {
    containerd__services__content__v1__status__init
  }

  func write(to wire: inout Containerd__Services__Content__V1__Status, in arena: PackingArena) {
    wire.started_at = arena.message(startedAt)
    wire.updated_at = arena.message(updatedAt)
    wire.ref = arena.text(ref)
    wire.offset = offset
    wire.total = total
  }
}

extension ContentStatusResponse: WireEncodable {
  static var blank: Blank<Containerd__Services__Content__V1__StatusResponse> {
    containerd__services__content__v1__status_response__init
  }

  func write(
    to wire: inout Containerd__Services__Content__V1__StatusResponse, in arena: PackingArena
  ) {
    wire.status = arena.message(status)
  }
}

extension ListStatusesResponse: WireEncodable {
  static var blank: Blank<Containerd__Services__Content__V1__ListStatusesResponse> {
    containerd__services__content__v1__list_statuses_response__init
  }

  func write(
    to wire: inout Containerd__Services__Content__V1__ListStatusesResponse, in arena: PackingArena
  ) {
    (wire.n_statuses, wire.statuses) = arena.messages(statuses)
  }
}
