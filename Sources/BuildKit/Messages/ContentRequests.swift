import Bytes
import CBuildKitProtos

/// The daemon asks for a blob, or to delete it: both messages hold nothing but a digest.
struct ContentDigestRequest: Hashable {
  /// As it came, unchecked.
  var digest: String
}

/// The daemon asks for a writing, or to give it up: both messages hold nothing but its name.
struct ContentReferenceRequest: Hashable {
  var ref: String
}

/// The daemon asks for blobs, or for writings, that filters let through.
struct ContentFilterRequest: Hashable {
  var filters: [String]
}

/// The daemon asks for the content of a blob.
struct ReadBlobRequest: Hashable {
  /// As it came, unchecked.
  var digest: String
  /// Below 0 is the beginning.
  var offset: Int64
  /// In bytes; without one, all that follows.
  var size: Int64
}

extension ContentDigestRequest: WireDecodable {
  static var unpack: Unpack<Containerd__Services__Content__V1__InfoRequest> {
    containerd__services__content__v1__info_request__unpack
  }

  init(_ wire: Containerd__Services__Content__V1__InfoRequest) { digest = wire.digest.text }
}

extension ContentReferenceRequest: WireDecodable {
  static var unpack: Unpack<Containerd__Services__Content__V1__StatusRequest> {
    containerd__services__content__v1__status_request__unpack
  }

  init(_ wire: Containerd__Services__Content__V1__StatusRequest) { ref = wire.ref.text }
}

extension ContentFilterRequest: WireDecodable {
  static var unpack: Unpack<Containerd__Services__Content__V1__ListContentRequest> {
    containerd__services__content__v1__list_content_request__unpack
  }

  init(_ wire: Containerd__Services__Content__V1__ListContentRequest) {
    filters = texts(wire.n_filters, wire.filters)
  }
}

extension ReadBlobRequest: WireDecodable {
  static var unpack: Unpack<Containerd__Services__Content__V1__ReadContentRequest> {
    containerd__services__content__v1__read_content_request__unpack
  }

  init(_ wire: Containerd__Services__Content__V1__ReadContentRequest) {
    digest = wire.digest.text
    offset = wire.offset
    size = wire.size
  }
}
