/// Blocks of a tar archive that is written, in the POSIX format.
package enum TarBlock {
  /// What precedes a file or a folder, which then follows, filled up by ``padding(after:)``. Its time
  /// is the start of 1970.
  ///
  /// - Parameters:
  ///   - path: at most 100 bytes; that of a folder ends with a slash.
  ///   - size: in bytes, less than 8 GiB.
  ///   - mode: permissions.
  package static func header(path: String, size: Int64, mode: Int64) -> [UInt8] {
    precondition(path.utf8.count <= 100 && (0..<1 << 33).contains(size))
    var block = [UInt8](repeating: 0, count: TarHeader.blockSize)
    func write(_ text: String, at offset: Int) {
      block.replaceSubrange(offset..<offset + text.utf8.count, with: text.utf8)
    }
    write(path, at: 0)
    write(octal(mode, digits: 7), at: 100)
    write(octal(0, digits: 7), at: 108)
    write(octal(0, digits: 7), at: 116)
    write(octal(size, digits: 11), at: 124)
    write(octal(0, digits: 11), at: 136)
    // The checksum is taken with blanks in its own place.
    write("        ", at: 148)
    write(path.hasSuffix("/") ? "5" : "0", at: 156)
    write("ustar\0" + "00", at: 257)
    let sum = block.reduce(Int64(0)) { $0 + Int64($1) }
    write(octal(sum, digits: 6) + "\0 ", at: 148)
    return block
  }

  /// Zeros that fill up the last block of a file.
  package static func padding(after size: Int64) -> [UInt8] {
    let rest = Int(size % Int64(TarHeader.blockSize))
    return [UInt8](repeating: 0, count: rest == 0 ? 0 : TarHeader.blockSize - rest)
  }

  /// What ends an archive.
  package static let end = [UInt8](repeating: 0, count: 2 * TarHeader.blockSize)

  private static func octal(_ number: Int64, digits: Int) -> String {
    let text = String(number, radix: 8)
    return String(repeating: "0", count: max(digits - text.count, 0)) + text
  }
}
