import CZLib

/// zlib's inflation of gzip's format. Owns the stream; not to be shared.
final class GzipDecompressor: Decompressor {
  // zlib wants its stream to stay where it is.
  private let stream: UnsafeMutablePointer<z_stream>

  init() throws(ArchiveError) {
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    guard bentokit_inflate_gzip(stream) == Z_OK else {
      throw ArchiveError(.unreadable, "can't be unpacked: zlib has no memory")
    }
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
  }

  func step(
    _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
  ) throws(ArchiveError) -> DecompressorStep {
    stream.pointee.next_in = UnsafeMutablePointer(
      mutating: input.baseAddress?.assumingMemoryBound(to: UInt8.self))
    stream.pointee.avail_in = UInt32(input.count)
    stream.pointee.next_out = output.baseAddress?.assumingMemoryBound(to: UInt8.self)
    stream.pointee.avail_out = UInt32(output.count)
    let result = inflate(stream, Z_NO_FLUSH)
    switch result {
    case Z_OK, Z_BUF_ERROR, Z_STREAM_END: break
    case Z_MEM_ERROR: throw ArchiveError(.unreadable, "can't be unpacked: zlib has no memory")
    default:
      let reason = stream.pointee.msg.map { ": " + String(cString: $0) } ?? ""
      throw ArchiveError(.malformed, "is damaged\(reason)")
    }
    return DecompressorStep(
      taken: input.count - Int(stream.pointee.avail_in),
      made: output.count - Int(stream.pointee.avail_out), isAtEnd: result == Z_STREAM_END)
  }
}
