import CBuildKitProtos

/// The daemon asks for a registry's user name and password.
package struct CredentialsRequest: Hashable, Sendable {
  package var host: String
}

/// Both empty if none are known; a secret without a name is an identity token.
package struct CredentialsResponse: Hashable, Sendable {
  package var username: String
  package var secret: String

  package init(username: String, secret: String) {
    self.username = username
    self.secret = secret
  }
}

/// The daemon asks for a token of a registry's token server.
package struct FetchTokenRequest: Hashable, Sendable {
  package var clientID: String
  package var host: String
  /// URL of the token server.
  package var realm: String
  package var service: String
  package var scopes: [String]
}

/// A token.
package struct FetchTokenResponse: Hashable, Sendable {
  package var token: String
  /// In seconds from `issuedAt`.
  package var expiresIn: Int64
  /// In seconds since 1970.
  package var issuedAt: Int64

  package init(token: String, expiresIn: Int64, issuedAt: Int64) {
    self.token = token
    self.expiresIn = expiresIn
    self.issuedAt = issuedAt
  }
}

extension CredentialsRequest: WireDecodable {
  static var unpack: Unpack<Moby__Filesync__V1__CredentialsRequest> {
    moby__filesync__v1__credentials_request__unpack
  }

  init(_ wire: Moby__Filesync__V1__CredentialsRequest) {
    host = wire.host.text
  }
}

extension CredentialsResponse: WireEncodable {
  static var blank: Blank<Moby__Filesync__V1__CredentialsResponse> {
    moby__filesync__v1__credentials_response__init
  }

  func write(to wire: inout Moby__Filesync__V1__CredentialsResponse, in arena: PackingArena) {
    wire.username = arena.text(username)
    wire.secret = arena.text(secret)
  }
}

extension FetchTokenRequest: WireDecodable {
  static var unpack: Unpack<Moby__Filesync__V1__FetchTokenRequest> {
    moby__filesync__v1__fetch_token_request__unpack
  }

  init(_ wire: Moby__Filesync__V1__FetchTokenRequest) {
    clientID = wire.client_id.text
    host = wire.host.text
    realm = wire.realm.text
    service = wire.service.text
    scopes = texts(wire.n_scopes, wire.scopes)
  }
}

extension FetchTokenResponse: WireEncodable {
  static var blank: Blank<Moby__Filesync__V1__FetchTokenResponse> {
    moby__filesync__v1__fetch_token_response__init
  }

  func write(to wire: inout Moby__Filesync__V1__FetchTokenResponse, in arena: PackingArena) {
    wire.token = arena.text(token)
    wire.expires_in = expiresIn
    wire.issued_at = issuedAt
  }
}
