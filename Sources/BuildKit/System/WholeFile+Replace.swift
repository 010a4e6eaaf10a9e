import Bytes

extension WholeFile {
  /// Writes a file beside its place and gives it its name when it is whole: whoever reads it sees the
  /// old content or the new one. A path that exists and is no regular file is written to directly.
  package static func replace(_ path: String, with contents: [UInt8]) throws(SystemFailure) {
    let output = try ArchiveOutput(file: path)
    try output.write([ByteChain(contents)])
    try output.commit()
  }
}
