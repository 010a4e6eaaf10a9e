import Glibc
import Threads

/// Joins two descriptors of this process, such as its standard input and output, to a connection.
package enum Relay {
  /// The connection's descriptor, closed when the last thread has let go of it.
  private final class Shared: Sendable {
    let descriptor: Int32
    private let keeper: (any ConnectionKeeper)?

    init(_ connection: Connection) {
      descriptor = connection.descriptor
      keeper = connection.keeper
      // Each direction has a thread of its own, which may block.
      _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) & ~O_NONBLOCK)
    }

    deinit {
      close(descriptor)
      keeper?.end()
    }
  }

  /// `output` can't be written to, though somebody reads it.
  package struct OutputFailure: Error {
    package let errno: Int32
  }

  /// Carries bytes until the peer has sent its last, or nobody reads `output` any more. That `input` has come
  /// to its end is told to the peer.
  ///
  /// A thread may stay behind until `input` has something to say once more; that is lost then.
  ///
  /// - Parameters:
  ///   - input: read to its end, and not closed.
  ///   - output: written to, and not closed.
  /// - Throws: ``ConnectionError`` if there is no thread; ``OutputFailure``; `CancellationError`.
  package static func run(_ connection: Connection, input: Int32, output: Int32) async throws {
    let shared = Shared(connection)
    let failure: Int32
    do {
      try DetachedThread.start {
        _ = copy(from: input, to: shared.descriptor)
        shutdown(shared.descriptor, Int32(SHUT_WR))
      }
      failure = try await withTaskCancellationHandler {
        try await BlockingWork.run { _ in copy(from: shared.descriptor, to: output) }
      } onCancel: {
        shutdown(shared.descriptor, Int32(SHUT_RDWR))
      }
    } catch let error as DetachedThread.StartFailure {
      throw ConnectionError.unreachable(reason: systemWords(error.errno))
    }
    try Task.checkCancellation()
    guard [0, EPIPE].contains(failure) else { throw OutputFailure(errno: failure) }
  }

  /// Copies until either end is over.
  ///
  /// - Returns: the error of writing; 0 if the source was over first.
  private static func copy(from source: Int32, to target: Int32) -> Int32 {
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    while true {
      let count = read(source, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return 0 }
      var rest = buffer[..<count]
      while !rest.isEmpty {
        // The signal of a broken pipe is blocked on these threads.
        let written = rest.withUnsafeBytes { write(target, $0.baseAddress, $0.count) }
        if written < 0, errno == EINTR { continue }
        guard written > 0 else { return errno }
        rest = rest.dropFirst(written)
      }
    }
  }
}
