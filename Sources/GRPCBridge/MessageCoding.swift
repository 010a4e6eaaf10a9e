import Bytes
import CGRPC

/// Slices up to this length are copied into core's own; longer ones are lent.
private let longestCopiedSlice = 64

/// Messages up to this length are copied out of the read buffers: adopting them would keep a whole
/// buffer alive for a few bytes, and cost more than the copy.
private let longestCopiedMessage = 4096

/// Makes core's view of a message over the same memory. The caller destroys it.
func makeByteBuffer(_ message: ByteChain) -> UnsafeMutablePointer<grpc_byte_buffer>? {
  let buffer = cgrpc_byte_buffer_create()
  for slice in message.slices { cgrpc_byte_buffer_append(buffer, lend(slice)) }
  return buffer
}

private func lend(_ slice: ByteSlice) -> grpc_slice {
  slice.withUnsafeBytes { bytes in
    guard bytes.count > longestCopiedSlice else {
      return grpc_slice_from_copied_buffer(
        bytes.baseAddress?.assumingMemoryBound(to: CChar.self), bytes.count)
    }
    return grpc_slice_new_with_user_data(
      UnsafeMutableRawPointer(mutating: bytes.baseAddress), bytes.count,
      { block in
        if let block { Unmanaged<ByteBlock>.fromOpaque(block).release() }
      }, Unmanaged.passRetained(slice.block).toOpaque())
  }
}

/// A received message over core's own memory, or a copy where that is cheaper.
func makeByteChain(_ buffer: UnsafeMutablePointer<grpc_byte_buffer>) -> ByteChain {
  let slices = UnsafeBufferPointer(
    start: cgrpc_byte_buffer_slices(buffer), count: cgrpc_byte_buffer_slice_count(buffer))
  var chain = ByteChain()
  let length = grpc_byte_buffer_length(buffer)
  if length <= longestCopiedMessage {
    let block = ByteBlock(capacity: length)
    var end = 0
    for index in slices.indices {
      let bytes = unsafeBytes(of: slices, at: index)
      if let base = bytes.baseAddress {
        (block.base + end).copyMemory(from: base, byteCount: bytes.count)
      }
      end += bytes.count
    }
    chain.append(ByteSlice(block, count: end))
    return chain
  }
  for index in slices.indices {
    let bytes = unsafeBytes(of: slices, at: index)
    if cgrpc_slice_is_inlined(slices[index]) != 0 {
      chain.append(ByteSlice(copying: bytes))
    } else {
      let held = HeldSlice(slice: grpc_slice_ref(slices[index]))
      let block = ByteBlock(adopting: bytes) { grpc_slice_unref(held.slice) }
      chain.append(ByteSlice(block, count: bytes.count))
    }
  }
  return chain
}

/// The bytes of a slice in place, also where they lie within the slice value itself.
private func unsafeBytes(
  of slices: UnsafeBufferPointer<grpc_slice>, at index: Int
) -> UnsafeRawBufferPointer {
  guard let base = slices.baseAddress else { return UnsafeRawBufferPointer(start: nil, count: 0) }
  return UnsafeRawBufferPointer(
    start: cgrpc_slice_start(base + index), count: cgrpc_slice_length(slices[index]))
}

/// A reference to a slice of core's.
///
/// Invariant behind `@unchecked Sendable`: core counts references atomically, and nobody writes to a
/// received slice.
private struct HeldSlice: @unchecked Sendable {
  let slice: grpc_slice
}
