import Bytes
import Glibc

/// A blob, open for reading.
final class ContentBlob: Sendable {
  private let descriptor: Int32
  /// In bytes.
  let size: Int64
  private let name: String

  /// - Parameter descriptor: is closed with the blob.
  init(descriptor: Int32, size: Int64, name: String) {
    self.descriptor = descriptor
    self.size = size
    self.name = name
  }

  deinit { close(descriptor) }

  /// Reads exactly so many bytes. Blocks for the disk.
  func read(_ count: Int, at offset: Int64) throws(SystemFailure) -> ByteSlice {
    let block = ByteBlock(capacity: count)
    var filled = 0
    while filled < count {
      let got = pread(descriptor, block.base + filled, count - filled, Int(offset) + filled)
      if got < 0, errno == EINTR { continue }
      guard got > 0 else {
        throw SystemFailure(operation: "reading \(name)", errno: got < 0 ? errno : EIO)
      }
      filled += got
    }
    return ByteSlice(block, count: count)
  }
}
