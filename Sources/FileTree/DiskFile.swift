/// A file on disk by its directory and name.
struct DiskFile {
  let directory: OpenDirectory
  let name: FileName
}

/// The name of a file on disk, as C wants it: borrowed from a listing, or its own.
enum FileName {
  case borrowed(UnsafePointer<CChar>)
  /// With the NUL at its end.
  case owned([CChar])

  func withPointer<R>(
    _ body: (UnsafePointer<CChar>) throws(FileTreeError) -> R
  ) throws(FileTreeError) -> R {
    switch self {
    case .borrowed(let pointer): return try body(pointer)
    case .owned(let bytes):
      return try bytes.withUnsafeBufferPointer {
        (buffer: UnsafeBufferPointer<CChar>) throws(FileTreeError) -> R in
        guard let start = buffer.baseAddress else { throw FileTreeError(.invalidPath, []) }
        return try body(start)
      }
    }
  }
}
