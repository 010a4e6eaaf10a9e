import Glibc
import TestSupport

/// A file of this package's sources, for tests that what is written in it is what the code says.
struct SourceText {
  /// Where the file is.
  let path: String
  /// What is in it.
  let text: String

  struct Unreadable: Error {
    let path: String
  }

  /// - Parameter path: below the package's folder.
  init(_ path: String) throws {
    self.path = "\(Places.package)/\(path)"
    guard let file = fopen(self.path, "r") else { throw Unreadable(path: self.path) }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    while case let byte = getc(file), byte >= 0 { bytes.append(UInt8(truncatingIfNeeded: byte)) }
    text = String(decoding: bytes, as: UTF8.self)
  }
}
