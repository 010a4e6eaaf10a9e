package import Bytes

/// An answer that says nothing but that it came.
package struct EmptyMessage: DecodableMessage {
  package init(decoding bytes: ByteChain) throws(MalformedMessage) {}
}
