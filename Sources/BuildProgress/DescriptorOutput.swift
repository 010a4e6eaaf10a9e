import Dispatch
import Glibc

/// Writes progress to a descriptor that is already open, and stays so.
public struct DescriptorOutput: ProgressOutput {
  /// Standard error, which leaves standard output to results.
  public static let standardError = DescriptorOutput(descriptor: STDERR_FILENO)

  /// Standard output, for progress that is the result.
  public static let standardOutput = DescriptorOutput(descriptor: STDOUT_FILENO)

  private let descriptor: Int32
  /// A terminal that was halted or a full pipe may keep a write waiting as long as they like.
  private let queue = DispatchQueue(label: "progress")

  /// Writes to a descriptor.
  public init(descriptor: Int32) { self.descriptor = descriptor }

  /// The terminal's size as it is now.
  public var terminalSize: TerminalSize? {
    guard isatty(descriptor) == 1 else { return nil }
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0 else {
      return TerminalSize(columns: 80, rows: 24)
    }
    return TerminalSize(columns: Int(size.ws_col), rows: Int(size.ws_row))
  }

  /// Writes all bytes, however long the descriptor takes.
  public func write(_ bytes: [UInt8]) async {
    await withCheckedContinuation { continuation in
      queue.async {
        Self.write(bytes, to: descriptor)
        continuation.resume()
      }
    }
  }

  private static func write(_ bytes: [UInt8], to descriptor: Int32) {
    bytes.withUnsafeBytes { bytes in
      var rest = bytes[...]
      while let start = UnsafeRawBufferPointer(rebasing: rest).baseAddress, !rest.isEmpty {
        let count = Glibc.write(descriptor, start, rest.count)
        if count > 0 {
          rest = rest.dropFirst(count)
        } else if count < 0, errno == EAGAIN {
          var ready = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
          guard poll(&ready, 1, -1) >= 0 || errno == EINTR else { return }
        } else if count == 0 || errno != EINTR {
          return
        }
      }
    }
  }
}
