import CBuildKitProtos

/// A blob of a content store.
struct ContentInfo: Hashable {
  var digest: String
  /// In bytes.
  var size: Int64
  var createdAt: Timestamp
  var updatedAt: Timestamp
}

/// Answers the question for a blob.
struct ContentInfoResponse: Hashable {
  var info: ContentInfo
}

/// Some of the blobs of a store.
struct ListContentResponse: Hashable {
  var infos: [ContentInfo]
}

extension ContentInfo: WireWritable {
  static var blank: Blank<Containerd__Services__Content__V1__Info> {
    containerd__services__content__v1__info__init
  }

  func write(to wire: inout Containerd__Services__Content__V1__Info, in arena: PackingArena) {
    wire.digest = arena.text(digest)
    wire.size = size
    wire.created_at = arena.message(createdAt)
    wire.updated_at = arena.message(updatedAt)
  }
}

extension ContentInfoResponse: WireEncodable {
  static var blank: Blank<Containerd__Services__Content__V1__InfoResponse> {
    containerd__services__content__v1__info_response__init
  }

  func write(
    to wire: inout Containerd__Services__Content__V1__InfoResponse, in arena: PackingArena
  ) {
    wire.info = arena.message(info)
  }
}

extension ListContentResponse: WireEncodable {
  static var blank: Blank<Containerd__Services__Content__V1__ListContentResponse> {
    containerd__services__content__v1__list_content_response__init
  }

  func write(
    to wire: inout Containerd__Services__Content__V1__ListContentResponse, in arena: PackingArena
  ) {
    (wire.n_info, wire.info) = arena.messages(infos)
  }
}
