import CBuildKitProtos

/// The daemon asks for a secret.
package struct GetSecretRequest: Hashable, Sendable {
  package var id: String
}

/// A secret's content. That there is none is a status, not a message.
package struct GetSecretResponse: Hashable, Sendable {
  package var data: [UInt8]

  package init(data: [UInt8]) { self.data = data }
}

extension GetSecretRequest: WireDecodable {
  static var unpack: Unpack<Moby__Buildkit__Secrets__V1__GetSecretRequest> {
    moby__buildkit__secrets__v1__get_secret_request__unpack
  }

  init(_ wire: Moby__Buildkit__Secrets__V1__GetSecretRequest) {
    id = wire.id.text
  }
}

extension GetSecretResponse: WireEncodable {
  static var blank: Blank<Moby__Buildkit__Secrets__V1__GetSecretResponse> {
    moby__buildkit__secrets__v1__get_secret_response__init
  }

  func write(
    to wire: inout Moby__Buildkit__Secrets__V1__GetSecretResponse, in arena: PackingArena
  ) {
    wire.data = arena.bytes(data)
  }
}
