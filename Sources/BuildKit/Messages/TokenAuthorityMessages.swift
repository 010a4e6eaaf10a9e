import CBuildKitProtos

/// The daemon asks for the key that would sign for a registry.
package struct GetTokenAuthorityRequest: Hashable, Sendable {
  package var host: String
  package var salt: [UInt8]
}

/// An Ed25519 key.
package struct GetTokenAuthorityResponse: Hashable, Sendable {
  /// 32 bytes.
  package var publicKey: [UInt8]

  package init(publicKey: [UInt8]) { self.publicKey = publicKey }
}

/// The daemon asks for a signature.
package struct VerifyTokenAuthorityRequest: Hashable, Sendable {
  package var host: String
  package var payload: [UInt8]
  package var salt: [UInt8]
}

/// A signed payload.
package struct VerifyTokenAuthorityResponse: Hashable, Sendable {
  /// The signature of 64 bytes, then the payload.
  package var signed: [UInt8]

  package init(signed: [UInt8]) { self.signed = signed }
}

extension GetTokenAuthorityRequest: WireDecodable {
  static var unpack: Unpack<Moby__Filesync__V1__GetTokenAuthorityRequest> {
    moby__filesync__v1__get_token_authority_request__unpack
  }

  init(_ wire: Moby__Filesync__V1__GetTokenAuthorityRequest) {
    host = wire.host.text
    salt = wire.salt.array
  }
}

extension GetTokenAuthorityResponse: WireEncodable {
  static var blank: Blank<Moby__Filesync__V1__GetTokenAuthorityResponse> {
    moby__filesync__v1__get_token_authority_response__init
  }

  func write(
    to wire: inout Moby__Filesync__V1__GetTokenAuthorityResponse, in arena: PackingArena
  ) {
    wire.public_key = arena.bytes(publicKey)
  }
}

extension VerifyTokenAuthorityRequest: WireDecodable {
  static var unpack: Unpack<Moby__Filesync__V1__VerifyTokenAuthorityRequest> {
    moby__filesync__v1__verify_token_authority_request__unpack
  }

  init(_ wire: Moby__Filesync__V1__VerifyTokenAuthorityRequest) {
    host = wire.host.text
    payload = wire.payload.array
    salt = wire.salt.array
  }
}

extension VerifyTokenAuthorityResponse: WireEncodable {
  static var blank: Blank<Moby__Filesync__V1__VerifyTokenAuthorityResponse> {
    moby__filesync__v1__verify_token_authority_response__init
  }

  func write(
    to wire: inout Moby__Filesync__V1__VerifyTokenAuthorityResponse, in arena: PackingArena
  ) {
    wire.signed_ = arena.bytes(signed)
  }
}
