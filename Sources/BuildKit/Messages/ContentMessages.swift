import Bytes
import CBuildKitProtos

/// Asks containerd's `Content.Read` for a whole blob.
package struct ReadContentRequest: Hashable, Sendable {
  /// As `sha256:…`.
  package var digest: String

  package init(digest: String) { self.digest = digest }
}

/// Some bytes of a blob, which follow on those of the answer before.
package struct ReadContentResponse: Hashable, Sendable {
  /// Where they are in the blob.
  package var offset: Int64
  package var data: [UInt8]
}

extension ReadContentRequest: WireEncodable {
  static var blank: Blank<Containerd__Services__Content__V1__ReadContentRequest> {
    containerd__services__content__v1__read_content_request__init
  }

  func write(
    to wire: inout Containerd__Services__Content__V1__ReadContentRequest, in arena: PackingArena
  ) {
    wire.digest = arena.text(digest)
  }
}

extension ReadContentResponse: WireDecodable {
  static var unpack: Unpack<Containerd__Services__Content__V1__ReadContentResponse> {
    containerd__services__content__v1__read_content_response__unpack
  }

  init(_ wire: Containerd__Services__Content__V1__ReadContentResponse) {
    offset = wire.offset
    data = wire.data.array
  }
}
