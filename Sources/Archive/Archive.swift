import Digests
import Glibc

/// A tar archive, perhaps compressed, whose files are read where they are.
///
/// One that isn't compressed stays where it is. One that is compressed is unpacked into a file
/// without a name below `TMPDIR`, which the system frees when it is closed or the process ends.
/// Symbolic links stand for what they lead to; none may lead out of the archive.
package final class Archive: Sendable {
  /// A file or folder.
  package struct Entry: Sendable {
    /// What it is.
    package enum Kind: Sendable, Hashable {
      case folder
      /// Where its bytes are in ``Archive/contents``, and how many.
      case file(offset: Int64, size: Int64)
    }

    /// The path, relative, with `/` between its parts.
    package let path: [UInt8]
    package let kind: Kind
    /// The permissions, the lowest twelve bits of Linux' mode.
    package let mode: UInt16
    /// In nanoseconds since 1970, as the archive has it.
    package let modificationTime: Int64
  }

  /// The path it was opened by.
  package let path: String
  /// The file that the entries' bytes are in.
  package let contents: ArchiveFile
  /// Everything in it, folders before what they hold.
  package let entries: [Entry]
  private let places: [[UInt8]: Int]
  private let original: ArchiveFile

  /// Opens an archive, and reads its headers.
  ///
  /// - Parameters:
  ///   - path: the path of the file.
  ///   - temporaryFolder: where a compressed archive is unpacked.
  package init(opening path: String, temporaryFolder: String) throws(ArchiveError) {
    self.path = path
    original = try ArchiveFile(opening: path)
    let size = try original.size()
    let start = try original.bytes(at: 0, count: Int(min(size, 512)))
    switch Compression(of: start) {
    case .none: contents = original
    case .gzip:
      contents = try Unpacking.run(original, in: temporaryFolder) {
        () throws(ArchiveError) in try GzipDecompressor()
      }
    case .xz:
      contents = try Unpacking.run(original, in: temporaryFolder) {
        () throws(ArchiveError) in try XZDecompressor()
      }
    case .other(let name, let program):
      throw ArchiveError(
        .unsupported,
        "is packed with \(name), which isn't read here; unpack it with `\(program)` and name the"
          + " folder")
    }
    var listing = ArchiveListing(try ArchiveIndex(try TarReader(contents)))
    entries = try listing.entries()
    var places: [[UInt8]: Int] = [:]
    places.reserveCapacity(entries.count)
    for (place, entry) in entries.enumerated() { places[entry.path] = place }
    self.places = places
  }

  /// The entry at a path; nil if there is none.
  package subscript(path: String) -> Entry? { places[Array(path.utf8)].map { entries[$0] } }

  /// The bytes of a file; nil if there is no file at the path.
  ///
  /// - Parameter limit: the most bytes that are accepted.
  package func read(_ path: String, limit: Int) throws(ArchiveError) -> [UInt8]? {
    guard case .file(let offset, let size)? = self[path]?.kind else { return nil }
    guard size <= limit else { throw ArchiveError(.tooLarge, "is larger than \(limit) bytes") }
    return try contents.bytes(at: offset, count: Int(size))
  }

  /// The SHA-256 of the archive as it lies there, in hexadecimal digits. Reads all of it.
  package func digest() throws(ArchiveError) -> String {
    guard var sum = try? SHA256() else {
      throw ArchiveError(.unreadable, "can't be digested: OpenSSL has no SHA-256")
    }
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 16)
    defer { buffer.deallocate() }
    var offset: Int64 = 0
    while true {
      let count = try original.read(into: buffer, at: offset)
      if count == 0 { return sum.hexadecimal() }
      sum.update(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
      offset += Int64(count)
    }
  }
}
