/// A run of bytes made of several slices, in order: a message that nobody had to make contiguous.
public struct ByteChain: Sendable {
  /// The slices, none of them empty.
  public private(set) var slices: [ByteSlice] = []
  /// The sum of the slices' lengths, in bytes.
  public private(set) var count = 0

  /// An empty chain.
  public init() {}

  /// A chain of one slice.
  public init(_ slice: ByteSlice) { append(slice) }

  /// A chain of one slice that holds a copy of `bytes`.
  public init(_ bytes: [UInt8]) { append(ByteSlice(bytes)) }

  /// Whether there is no byte in it.
  public var isEmpty: Bool { count == 0 }

  /// Adds a slice at the end; an empty one is left out.
  public mutating func append(_ slice: ByteSlice) {
    guard !slice.isEmpty else { return }
    slices.append(slice)
    count += slice.count
  }

  /// Adds all slices of another chain at the end.
  public mutating func append(contentsOf other: ByteChain) {
    slices.append(contentsOf: other.slices)
    count += other.count
  }

  /// All bytes in one slice: the only slice itself, else a copy.
  public var contiguous: ByteSlice {
    if slices.count == 1 { return slices[0] }
    let block = ByteBlock(capacity: count)
    var end = 0
    for slice in slices {
      slice.withUnsafeBytes { bytes in
        if let source = bytes.baseAddress {
          (block.base + end).copyMemory(from: source, byteCount: bytes.count)
        }
      }
      end += slice.count
    }
    return ByteSlice(block, count: count)
  }

  /// A copy of all bytes as an array.
  public var array: [UInt8] { contiguous.array }
}
