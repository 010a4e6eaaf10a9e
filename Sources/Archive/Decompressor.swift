/// Something that unpacks one compressed stream.
protocol Decompressor: AnyObject {
  /// Unpacks more.
  ///
  /// - Parameters:
  ///   - input: what comes next of the compressed stream; empty at its end.
  ///   - output: where the unpacked bytes go.
  /// - Returns: how many bytes were taken and made, and whether the stream ended here.
  func step(
    _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
  ) throws(ArchiveError) -> DecompressorStep
}

struct DecompressorStep {
  let taken: Int
  let made: Int
  let isAtEnd: Bool
}

/// How an archive is compressed, by its first bytes.
enum Compression {
  case none
  case gzip
  case xz
  /// One that isn't read, by its name and the program that unpacks it.
  case other(name: String, program: String)

  init(of start: [UInt8]) {
    if start.starts(with: [0x1f, 0x8b]) {
      self = .gzip
    } else if start.starts(with: [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00]) {
      self = .xz
    } else if start.starts(with: "BZh".utf8) {
      self = .other(name: "bzip2", program: "tar -xjf")
    } else if start.starts(with: [0x28, 0xb5, 0x2f, 0xfd]) {
      self = .other(name: "zstd", program: "tar --zstd -xf")
    } else if start.starts(with: [0x50, 0x4b, 0x03, 0x04]) {
      self = .other(name: "zip", program: "unzip")
    } else {
      self = .none
    }
  }
}
