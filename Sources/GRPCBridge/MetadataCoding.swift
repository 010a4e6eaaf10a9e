import CGRPC

/// Metadata in core's form, for one batch that sends it.
///
/// Invariant behind `@unchecked Sendable`: made before the batch, freed after it, read by core only.
final class OutgoingMetadata: @unchecked Sendable {
  let pointer: UnsafeMutablePointer<grpc_metadata>
  let count: Int

  /// - Throws: ``InvalidMetadata`` for a key or value that core would refuse.
  init(_ metadata: GRPCMetadata) throws(InvalidMetadata) {
    for (key, value) in metadata { try Self.check(key: key, value: value) }
    count = metadata.count
    pointer = .allocate(capacity: max(count, 1))
    pointer.initialize(repeating: grpc_metadata(), count: count)
    for (index, (key, value)) in metadata.enumerated() {
      pointer[index].key = makeSlice(key)
      pointer[index].value = makeSlice(value)
    }
  }

  deinit {
    for index in 0..<count {
      grpc_slice_unref(pointer[index].key)
      grpc_slice_unref(pointer[index].value)
    }
    pointer.deallocate()
  }

  private static func check(key: String, value: [UInt8]) throws(InvalidMetadata) {
    let keySlice = makeSlice(key)
    let valueSlice = makeSlice(value)
    defer {
      grpc_slice_unref(keySlice)
      grpc_slice_unref(valueSlice)
    }
    guard grpc_header_key_is_legal(keySlice) != 0, !key.hasPrefix("grpc-") else {
      throw InvalidMetadata(key: key, what: "key")
    }
    guard
      grpc_is_binary_header(keySlice) != 0 || grpc_header_nonbin_value_is_legal(valueSlice) != 0
    else { throw InvalidMetadata(key: key, what: "value") }
  }
}

/// Metadata that cannot be sent.
struct InvalidMetadata: Error {
  let key: String
  let what: String

  var text: String { "metadata '\(key)' has a \(what) that gRPC does not allow" }
}

/// A slice of core's that holds a copy of text.
func makeSlice(_ text: String) -> grpc_slice {
  var text = text
  return text.withUTF8 { makeSlice(UnsafeRawBufferPointer($0)) }
}

/// A slice of core's that holds a copy of some bytes.
func makeSlice(_ bytes: [UInt8]) -> grpc_slice {
  bytes.withUnsafeBytes { makeSlice($0) }
}

private func makeSlice(_ bytes: UnsafeRawBufferPointer) -> grpc_slice {
  guard let base = bytes.baseAddress, !bytes.isEmpty else { return grpc_empty_slice() }
  return grpc_slice_from_copied_buffer(base.assumingMemoryBound(to: CChar.self), bytes.count)
}

/// A copy of a slice's bytes.
func array(_ slice: grpc_slice) -> [UInt8] {
  withUnsafePointer(to: slice) { slice in
    [UInt8](
      UnsafeRawBufferPointer(
        start: cgrpc_slice_start(slice), count: cgrpc_slice_length(slice.pointee)))
  }
}

/// Received metadata, copied.
func makeMetadata(_ received: grpc_metadata_array) -> GRPCMetadata {
  var metadata = GRPCMetadata()
  for entry in UnsafeBufferPointer(start: received.metadata, count: received.count) {
    metadata.append(String(decoding: array(entry.key), as: UTF8.self), array(entry.value))
  }
  return metadata
}
