import Testing

@testable import Archive

@Suite struct ReadingTests {
  private let folder: ArchiveFolder

  init() throws { folder = try ArchiveFolder() }

  private var sample: TarMaker {
    var tar = TarMaker()
    tar.folder("./", mode: 0o700)
    tar.file("./bento.yaml", "name: a\n", mode: 0o640, time: 1_700_000_000)
    tar.folder("./src", mode: 0o750)
    tar.file("./src/main.py", "print()\n")
    tar.file("./deep/er/x", "")
    return tar
  }

  private func text(_ archive: Archive, _ path: String) throws -> String? {
    try archive.read(path, limit: 1 << 20).map { String(decoding: $0, as: UTF8.self) }
  }

  enum Packing: CaseIterable {
    case none, gzip, xz, gzipTwice

    func pack(_ bytes: [UInt8]) -> [UInt8] {
      switch self {
      case .none: bytes
      case .gzip: Pack.gzip(bytes)
      case .xz: Pack.xz(bytes)
      case .gzipTwice:
        Pack.gzip(Array(bytes[..<700])) + Pack.gzip(Array(bytes[700...])) + [0, 0]
      }
    }
  }

  @Test(arguments: Packing.allCases)
  func whatIsInAnArchiveIsRead(_ packing: Packing) throws {
    let archive = try folder.open(packing.pack(sample.ended))
    #expect(
      archive.entries.map { String(decoding: $0.path, as: UTF8.self) }
        == ["bento.yaml", "deep", "deep/er", "deep/er/x", "src", "src/main.py"])
    #expect(try text(archive, "src/main.py") == "print()\n")
    #expect(try text(archive, "deep/er/x") == "")
    #expect(try text(archive, "src") == nil)
    #expect(archive["bento.yaml"]?.mode == 0o640)
    #expect(archive["bento.yaml"]?.modificationTime == 1_700_000_000_000_000_000)
    #expect(archive["src"]?.mode == 0o750)
    #expect(folder.leftovers.isEmpty)
  }

  @Test(arguments: Packing.allCases)
  func anArchiveCutAnywhereIsRefused(_ packing: Packing) throws {
    let whole = packing.pack(sample.ended)
    // The last block of zeros and what fills it up may be missing.
    let needed =
      packing == .none ? sample.bytes.count + 511 : whole.count - (packing == .gzipTwice ? 3 : 1)
    for count in stride(from: 1, through: needed, by: max(1, needed / 150)) {
      let error = kind { _ = try folder.open(Array(whole[..<count])) }
      #expect(error == .truncated || error == .malformed, "\(count) of \(whole.count)")
    }
    #expect(folder.leftovers.isEmpty)
  }

  @Test(arguments: Packing.allCases)
  func damagedBytesNeverCrash(_ packing: Packing) throws {
    let whole = packing.pack(sample.ended)
    var random = SystemRandomNumberGenerator()
    for _ in 0..<300 {
      var bytes = whole
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        bytes[Int.random(in: bytes.indices, using: &random)] = .random(in: 0...255, using: &random)
      }
      _ = kind { _ = try folder.open(bytes) }
    }
  }

  @Test func theDigestIsThatOfTheFile() throws {
    let archive = try folder.open([UInt8](repeating: 0, count: 512))
    #expect(archive.entries.isEmpty)
    #expect(
      try archive.digest() == "076a27c79e5ace2a3d47f9dd2e83e4ff6ea8872b3c2218f66c92b89b55f36560")
  }

  @Test func ofEqualPathsTheLastCounts() throws {
    var tar = sample
    tar.file("bento.yaml", "second")
    #expect(try text(folder.open(tar.ended), "bento.yaml") == "second")
  }

  @Test func longNamesAndTimesComeFromRecords() throws {
    let long = String(repeating: "long/", count: 60) + "name"
    var tar = TarMaker()
    tar.records([("path", long), ("mtime", "1700000000.25"), ("comment", "ä")])
    tar.file("short", "posix")
    tar.add("././@LongLink", flag: "L", content: Array((long + "2\u{0}").utf8))
    tar.file("short", "gnu")
    let archive = try folder.open(tar.ended)
    #expect(try text(archive, long) == "posix")
    #expect(archive[long]?.modificationTime == 1_700_000_000_250_000_000)
    #expect(try text(archive, long + "2") == "gnu")
    #expect(try text(archive, "short") == nil)
  }

  @Test(arguments: [
    ("BZh91AY", "bzip2"), ("PK\u{3}\u{4}", "unzip"), ("(\u{B5}/", nil),
  ])
  func otherPackingsAreNamed(_ start: String, _ word: String?) throws {
    let error = #expect(throws: ArchiveError.self) { _ = try folder.open(Array(start.utf8)) }
    if let word { #expect(error?.message.contains(word) == true) }
  }

  @Test(arguments: [
    ("x", "garbage that is no archive"), ("", ""),
  ])
  func whatIsNoArchiveIsRefused(_ name: String, _ text: String) {
    #expect(kind { _ = try folder.open(Array(text.utf8)) } == .malformed)
  }

  @Test(arguments: ["99999999999", "77777777777", "\u{80}", "zzz"])
  func impossibleSizesAreRefused(_ size: String) {
    var tar = TarMaker()
    tar.add("x", flag: "0", size: size)
    let error = kind { _ = try folder.open(tar.ended) }
    #expect(error == .truncated || error == .malformed)
  }

  @Test(arguments: [Character("3"), "4", "6", "S", "V"])
  func devicesAndTheLikeAreRefused(_ flag: Character) {
    var tar = TarMaker()
    tar.add("x", flag: flag)
    #expect(kind { _ = try folder.open(tar.ended) } == .unsupported)
  }
}
