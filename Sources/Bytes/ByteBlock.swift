/// A block of memory whose bytes are written once and then shared by reference.
///
/// Invariant behind `@unchecked Sendable`: a byte is written only by the one that made the block,
/// before a ``ByteSlice`` that covers it is handed to anyone else; from then on everybody only reads
/// it.
public final class ByteBlock: @unchecked Sendable {
  /// The first byte. Write through it only what no slice covers yet.
  public let base: UnsafeMutableRawPointer
  /// The size of the block, in bytes.
  public let capacity: Int
  private let release: (@Sendable () -> Void)?

  /// Allocates an uninitialised block.
  ///
  /// - Parameter capacity: the size in bytes, at least 0.
  public init(capacity: Int) {
    self.base = .allocate(byteCount: max(capacity, 1), alignment: 16)
    self.capacity = capacity
    self.release = nil
  }

  /// Adopts memory that something else owns.
  ///
  /// - Parameters:
  ///   - memory: readable until `release` has been called.
  ///   - release: called once, from any thread, when the last slice over the block is gone.
  public init(adopting memory: UnsafeRawBufferPointer, release: @escaping @Sendable () -> Void) {
    // An empty buffer may have no address; any non-null one serves, since no byte is ever read.
    self.base = memory.baseAddress.map(UnsafeMutableRawPointer.init(mutating:)) ?? Self.nowhere
    self.capacity = memory.count
    self.release = release
  }

  deinit {
    if let release { release() } else { base.deallocate() }
  }

  nonisolated(unsafe) private static let nowhere = UnsafeMutableRawPointer.allocate(
    byteCount: 1, alignment: 1)
}
