import CZLib

/// zlib's deflation into gzip's format, piece by piece. Owns the stream; not to be shared.
package final class GzipCompressor {
  // zlib wants its stream to stay where it is.
  private let stream: UnsafeMutablePointer<z_stream>
  private var buffer = [UInt8](repeating: 0, count: 128 << 10)

  /// Compresses nothing yet.
  package init() throws(ArchiveError) {
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    guard bentokit_deflate_gzip(stream) == Z_OK else {
      stream.deallocate()
      throw ArchiveError(.unreadable, "can't be packed: zlib has no memory")
    }
  }

  deinit {
    deflateEnd(stream)
    stream.deallocate()
  }

  /// Takes in bytes, and returns what comes out so far; most stays inside until ``finish()``.
  package func compress(_ bytes: [UInt8]) -> [UInt8] { run(bytes, Z_NO_FLUSH) }

  /// What is left. Nothing can be taken in afterwards.
  package func finish() -> [UInt8] { run([], Z_FINISH) }

  private func run(_ bytes: [UInt8], _ flush: Int32) -> [UInt8] {
    var result: [UInt8] = []
    bytes.withUnsafeBufferPointer { input in
      stream.pointee.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
      stream.pointee.avail_in = UInt32(input.count)
      buffer.withUnsafeMutableBufferPointer { output in
        repeat {
          stream.pointee.next_out = output.baseAddress
          stream.pointee.avail_out = UInt32(output.count)
          // With room for its output it can't fail.
          deflate(stream, flush)
          result += output.prefix(output.count - Int(stream.pointee.avail_out))
        } while stream.pointee.avail_out == 0
      }
    }
    return result
  }
}
