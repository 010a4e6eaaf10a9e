package import Bytes

/// A value that goes out as a protobuf message.
package protocol EncodableMessage: Sendable {
  /// The message's bytes, without gRPC's prefix.
  func encoded() -> ByteChain
}

/// A value that comes in as a protobuf message.
package protocol DecodableMessage: Sendable {
  /// Reads a message, without gRPC's prefix. What it may say that is unknown here is skipped.
  init(decoding bytes: ByteChain) throws(MalformedMessage)
}
