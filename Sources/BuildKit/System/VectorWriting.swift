import Bytes
import Glibc

/// Writes many pieces with few system calls.
enum VectorWriting {
  /// The kernel takes 1024 pieces at once.
  private static let batch = 512

  /// Writes all bytes of the slices, in order. Blocks as long as the file does.
  ///
  /// - Parameter name: what is written to, for messages.
  static func write(
    _ slices: [ByteSlice], to descriptor: Int32, name: @autoclosure () -> String
  ) throws(SystemFailure) {
    var slices = slices[...]
    while !slices.isEmpty {
      let batch = slices.prefix(batch)
      slices = slices.dropFirst(batch.count)
      var vectors = batch.map { slice in
        slice.withUnsafeBytes {
          iovec(iov_base: UnsafeMutableRawPointer(mutating: $0.baseAddress), iov_len: $0.count)
        }
      }
      let failure = withExtendedLifetime(batch) { writeAll(&vectors, to: descriptor) }
      if let failure { throw SystemFailure(operation: "writing \(name())", errno: failure) }
    }
  }

  /// The error number, if it fails.
  private static func writeAll(_ vectors: inout [iovec], to descriptor: Int32) -> Int32? {
    var first = 0
    while first < vectors.count {
      let written = vectors.withUnsafeBufferPointer {
        writev(descriptor, $0.baseAddress.map { $0 + first }, Int32($0.count - first))
      }
      if written < 0 {
        if errno == EINTR { continue }
        return errno
      }
      var rest = written
      while first < vectors.count, rest >= vectors[first].iov_len {
        rest -= vectors[first].iov_len
        first += 1
      }
      if rest > 0 {
        vectors[first].iov_base += rest
        vectors[first].iov_len -= rest
      }
    }
    return nil
  }
}
