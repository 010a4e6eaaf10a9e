/// A range of a shared ``ByteBlock``. Slicing never copies.
public struct ByteSlice: Sendable {
  /// The memory this slice keeps alive.
  public let block: ByteBlock
  /// Where the slice begins in the block, in bytes.
  public let offset: Int
  /// The length, in bytes.
  public let count: Int

  /// A range of a block.
  ///
  /// - Precondition: the range lies within the block.
  public init(_ block: ByteBlock, offset: Int = 0, count: Int) {
    precondition(offset >= 0 && count >= 0 && offset <= block.capacity - count)
    self.block = block
    self.offset = offset
    self.count = count
  }

  /// A copy of some bytes, in a block of its own.
  public init(copying bytes: UnsafeRawBufferPointer) {
    let block = ByteBlock(capacity: bytes.count)
    if let source = bytes.baseAddress {
      block.base.copyMemory(from: source, byteCount: bytes.count)
    }
    self.init(block, count: bytes.count)
  }

  /// A copy of some bytes, in a block of its own.
  public init(_ bytes: [UInt8]) {
    self = bytes.withUnsafeBytes { ByteSlice(copying: $0) }
  }

  /// Whether there is no byte in it.
  public var isEmpty: Bool { count == 0 }

  /// Reads the bytes in place; the pointer is valid only inside `body`.
  ///
  /// - Throws: what `body` throws.
  public func withUnsafeBytes<R, E: Error>(
    _ body: (UnsafeRawBufferPointer) throws(E) -> R
  ) throws(E) -> R {
    defer { withExtendedLifetime(block) {} }
    return try body(UnsafeRawBufferPointer(start: block.base + offset, count: count))
  }

  /// A part of this slice, over the same memory.
  ///
  /// - Precondition: the range lies within the slice.
  public func part(from start: Int, count: Int) -> ByteSlice {
    precondition(start >= 0 && count >= 0 && start <= self.count - count)
    return ByteSlice(block, offset: offset + start, count: count)
  }

  /// A copy of the bytes as an array.
  public var array: [UInt8] { withUnsafeBytes { [UInt8]($0) } }
}
