import Testing

@testable import Archive

/// What bytes are, by the first of them.
@Suite struct ArchiveStartTests {
  private static let file = TarBlock.header(path: "file", size: 3, mode: 0o644)

  /// A header of another type, with its checksum mended.
  private func header(type: Character) -> [UInt8] {
    var block = Self.file
    block[156] = type.asciiValue ?? 0
    let sum = Int64(block.reduce(0) { $0 + Int($1) })
    let checksum = block[148..<156].reduce(Int64(0)) { $0 + Int64($1) }
    let text = String(sum - checksum + 8 * 32, radix: 8)
    block.replaceSubrange(
      148..<156, with: (String(repeating: "0", count: 6 - text.count) + text + "\0 ").utf8)
    return block
  }

  @Test func aFileBeginsAnArchive() {
    #expect(ArchiveStart(of: Self.file) == .tar(beginsWithRecords: false))
    #expect(ArchiveStart(of: Self.file + [1, 2, 3]) == .tar(beginsWithRecords: false))
  }

  @Test(arguments: [
    ("x" as Character, true), ("L", true), ("K", true), ("g", false), ("5", false), ("2", false),
  ])
  func recordsBeginOneToo(_ type: Character, _ isRecords: Bool) {
    #expect(ArchiveStart(of: header(type: type)) == .tar(beginsWithRecords: isRecords))
  }

  @Test(arguments: [
    ([0x1f, 0x8b, 8], "gzip"), ([0x42, 0x5a, 0x68], "bzip2"), ([0x28, 0xb5, 0x2f, 0xfd], "zstd"),
    ([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0], "xz"), ([0x50, 0x4b, 3, 4], "zip"),
  ])
  func aCompressedOneIsNamed(_ bytes: [UInt8], _ name: String) throws {
    guard case .compressed(name, _) = ArchiveStart(of: bytes + [0, 0]) else {
      throw ArchiveError(.malformed, "is \(ArchiveStart(of: bytes))")
    }
  }

  @Test(arguments: [
    [], Array("FROM scratch\n".utf8), [UInt8](repeating: 0, count: 1024), Array(file.dropLast()),
    Array(repeating: UInt8(ascii: "F"), count: 600), file.map { $0 == 0x66 ? 0x67 : $0 },
  ])
  func somethingElseIsNone(_ bytes: [UInt8]) { #expect(ArchiveStart(of: bytes) == .other) }
}
