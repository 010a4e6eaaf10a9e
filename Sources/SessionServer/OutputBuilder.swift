import Bytes

/// Collects the bytes of one output: short pieces are copied next to each other, long ones are
/// referenced.
struct OutputBuilder {
  /// Up to this length, in bytes, copying costs less than one more slice.
  private static let copiedLength = 512
  private static let blockSize = 16 * 1024

  private var chain = ByteChain()
  private var block = ByteBlock(capacity: blockSize)
  private var begin = 0
  private var end = 0

  /// The bytes collected so far.
  var count: Int { chain.count + end - begin }

  /// Adds a copy of some bytes.
  mutating func append(copying bytes: UnsafeRawBufferPointer) {
    var rest = bytes
    while let source = rest.baseAddress, !rest.isEmpty {
      if end == block.capacity {
        seal()
        block = ByteBlock(capacity: Self.blockSize)
        begin = 0
        end = 0
      }
      let count = min(rest.count, block.capacity - end)
      (block.base + end).copyMemory(from: source, byteCount: count)
      end += count
      rest = UnsafeRawBufferPointer(rebasing: rest[count...])
    }
  }

  /// Adds a slice, by reference unless it is short.
  mutating func append(_ slice: ByteSlice) {
    if slice.count <= Self.copiedLength {
      slice.withUnsafeBytes { append(copying: $0) }
    } else {
      seal()
      chain.append(slice)
    }
  }

  /// The finished output.
  consuming func finish() -> ByteChain {
    seal()
    return chain
  }

  private mutating func seal() {
    chain.append(ByteSlice(block, offset: begin, count: end - begin))
    begin = end
  }
}
