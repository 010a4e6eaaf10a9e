import Glibc

/// A call of the operating system that failed.
public struct SystemFailure: Error, Equatable, CustomStringConvertible {
  /// What was being done, with the name of the file where there is one: `writing image.tar`.
  public let operation: String
  /// The system's error number.
  public let errno: Int32

  /// A failure of an operation.
  public init(operation: String, errno: Int32) {
    self.operation = operation
    self.errno = errno
  }

  /// The operation and what the system says: `writing image.tar: No space left on device`.
  public var description: String {
    var buffer = [CChar](repeating: 0, count: 128)
    let text = buffer.withUnsafeMutableBufferPointer { buffer -> String in
      guard let start = buffer.baseAddress, strerror_r(errno, start, buffer.count) == 0 else {
        return "error \(errno)"
      }
      return String(cString: start)
    }
    return "\(operation): \(text)"
  }
}
