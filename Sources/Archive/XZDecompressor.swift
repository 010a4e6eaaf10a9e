import CLZMA

/// liblzma's decoder of xz's format. Owns the stream; not to be shared.
final class XZDecompressor: Decompressor {
  // liblzma wants its stream to stay where it is.
  private let stream: UnsafeMutablePointer<lzma_stream>

  init() throws(ArchiveError) {
    stream = .allocate(capacity: 1)
    stream.initialize(to: bentokit_lzma_stream())
    guard lzma_stream_decoder(stream, ArchiveLimits.decoderMemory, 0) == LZMA_OK else {
      throw ArchiveError(.unreadable, "can't be unpacked: liblzma has no memory")
    }
  }

  deinit {
    lzma_end(stream)
    stream.deallocate()
  }

  func step(
    _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
  ) throws(ArchiveError) -> DecompressorStep {
    stream.pointee.next_in = input.baseAddress?.assumingMemoryBound(to: UInt8.self)
    stream.pointee.avail_in = input.count
    stream.pointee.next_out = output.baseAddress?.assumingMemoryBound(to: UInt8.self)
    stream.pointee.avail_out = output.count
    let result = lzma_code(stream, input.isEmpty ? LZMA_FINISH : LZMA_RUN)
    switch result {
    case LZMA_OK, LZMA_BUF_ERROR, LZMA_STREAM_END, LZMA_NO_CHECK, LZMA_GET_CHECK: break
    case LZMA_MEM_ERROR:
      throw ArchiveError(.unreadable, "can't be unpacked: liblzma has no memory")
    case LZMA_MEMLIMIT_ERROR:
      throw ArchiveError(
        .tooLarge, "needs more than \(ArchiveLimits.decoderMemory >> 20) MiB of memory to unpack")
    default: throw ArchiveError(.malformed, "is damaged (liblzma's error \(result.rawValue))")
    }
    return DecompressorStep(
      taken: input.count - stream.pointee.avail_in,
      made: output.count - stream.pointee.avail_out, isAtEnd: result == LZMA_STREAM_END)
  }
}
