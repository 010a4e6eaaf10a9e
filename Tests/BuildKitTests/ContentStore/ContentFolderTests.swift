import Bytes
import Glibc
import Testing

@testable import BuildKit

/// What a daemon may do with a folder of blobs, and what it may not.
@Suite struct ContentFolderTests {
  private static let hexadecimal = String(repeating: "0a", count: 32)

  static let noDigests: [String] = [
    "", "sha256:", "sha256:../../../etc/passwd", "sha256:\(hexadecimal.uppercased())",
    "sha256:\(hexadecimal.dropLast())", "sha256:\(hexadecimal)0", "sha512:\(hexadecimal)",
    "sha256:\(hexadecimal.dropLast(3))/..", "sha256:\(hexadecimal.dropLast())\0",
    hexadecimal, " sha256:\(hexadecimal)",
  ]

  @Test(arguments: noDigests)
  func whatIsNoDigestIsRefused(_ text: String) throws {
    #expect(refusal { _ = try ContentFolder.digest(text) } == 3)
  }

  @Test func aBlobIsWrittenCheckedAndRead() throws {
    let folder = try StoreFolder()
    let digest = try StoreFolder.digest("hello")
    let writing = ContentWriting(folder.store)
    let begun = try writing.step(
      StoreFolder.step(.stat, ref: "layer", total: 5, expected: "\(digest)"))
    #expect(begun.status.offset == 0 && begun.status.total == 5 && begun.digest.isEmpty)
    let written = try writing.step(StoreFolder.step(.write, "hel"))
    #expect(written.status.offset == 3)
    #expect(try ContentIngest.status("layer", in: folder.store).offset == 3)
    #expect(folder.store.ingests().count == 1 && folder.store.list().isEmpty)
    let done = try writing.step(StoreFolder.step(.commit, total: 5, offset: 3, "lo"))
    #expect(done.action == .commit && done.status.offset == 5 && done.digest == "\(digest)")
    #expect(try folder.text(digest) == "hello")
    #expect(try folder.store.info(digest).size == 5)
    #expect(folder.store.list().map(\.digest) == ["\(digest)"])
    folder.store.removeLeftovers()
    #expect(folder.names() == ["blobs"])
    var status = stat()
    #expect(stat("\(folder.path)/\(digest.path)", &status) == 0)
    #expect(status.st_mode & 0o777 == 0o444)
  }

  @Test func aWritingThatBrokeOffGoesOn() throws {
    let folder = try StoreFolder()
    do {
      let broken = ContentWriting(folder.store)
      _ = try broken.step(StoreFolder.step(.write, ref: "layer", "hel"))
    }
    let writing = ContentWriting(folder.store)
    #expect(try writing.step(StoreFolder.step(.stat, ref: "layer")).status.offset == 3)
    let digest = try StoreFolder.digest("hello")
    let done = try writing.step(
      StoreFolder.step(.commit, expected: "\(digest)", offset: 3, "lo"))
    #expect(done.digest == "\(digest)")
  }

  /// Two builds into one folder: each removes what it began, and the folder of all that is begun.
  @Test func writingsBeginWhileOthersEnd() async throws {
    let folder = try StoreFolder()
    let path = folder.path
    try await withThrowingTaskGroup(of: Void.self) { group in
      for build in 0..<2 {
        group.addTask {
          for number in 0..<500 {
            let store = try ContentFolder(writing: path)
            _ = try ContentWriting(store).step(
              StoreFolder.step(.commit, ref: "\(build) \(number)", "\(build) \(number)"))
            store.removeLeftovers()
          }
        }
      }
      try await group.waitForAll()
    }
    #expect(folder.store.list().count == 1000)
  }

  @Test func aWritingMayBeginAgain() throws {
    let folder = try StoreFolder()
    let writing = ContentWriting(folder.store)
    _ = try writing.step(StoreFolder.step(.write, ref: "layer", "wrong"))
    #expect(try writing.step(StoreFolder.step(.write, "he")).status.offset == 2)
    _ = try writing.step(StoreFolder.step(.commit, offset: 2, "llo"))
    #expect(try folder.text(StoreFolder.digest("hello")) == "hello")
  }

  /// Steps, and the codes of gRPC that refuse them.
  static let wrongSteps: [(ByteChain, Int)] = [
    // Another digest or length than promised; data at the wrong place; a promise that is no digest.
    (StoreFolder.step(.commit, expected: "sha256:\(hexadecimal)", offset: 3), 9),
    (StoreFolder.step(.commit, total: 4, offset: 3), 9),
    (StoreFolder.step(.write, offset: 7, "x"), 11), (StoreFolder.step(.write, offset: 2, "x"), 11),
    (StoreFolder.step(.write, expected: "sha256:../../x", offset: 3), 3),
    (ByteChain([0xff, 0xff]), 3), (ByteChain([0x08, 0x07]), 3),
  ]

  @Test(arguments: wrongSteps)
  func aWrongStepIsRefused(_ step: ByteChain, _ code: Int) throws {
    let folder = try StoreFolder()
    let writing = ContentWriting(folder.store)
    _ = try writing.step(StoreFolder.step(.write, ref: "layer", "hel"))
    #expect(refusal { _ = try writing.step(step) } == code)
    #expect(folder.store.list().isEmpty)
    folder.store.removeLeftovers()
    #expect(folder.names("ingest").isEmpty)
  }

  @Test func aWritingNeedsAName() throws {
    let folder = try StoreFolder()
    #expect(
      refusal { _ = try ContentWriting(folder.store).step(StoreFolder.step(.write, "x")) } == 3)
  }

  @Test(arguments: ["../../escape", "/etc/passwd", "..", String(repeating: "r", count: 100_000)])
  func theNameOfAWritingIsNoPath(_ ref: String) throws {
    let folder = try StoreFolder()
    let writing = ContentWriting(folder.store)
    let block = ByteBlock(capacity: 16 + ref.utf8.count)
    var writer = WireWriter(at: block.base)
    writer.field(1, varint: 1)
    Array(ref.utf8).withUnsafeBytes { writer.field(2, bytes: $0) }
    _ = try writing.step(ByteChain(ByteSlice(block, count: writer.position - block.base)))
    #expect(folder.names() == ["ingest"])
    #expect(folder.names("ingest").allSatisfy { $0.utf8.count == 64 })
  }

  @Test func onlyOneWritesAtATime() throws {
    let folder = try StoreFolder()
    let first = ContentWriting(folder.store)
    _ = try first.step(StoreFolder.step(.write, ref: "layer", "hel"))
    #expect(
      refusal { _ = try ContentWriting(folder.store).step(StoreFolder.step(.stat, ref: "layer")) }
        == 14)
    _ = try first.step(StoreFolder.step(.commit, offset: 3, "lo"))
    #expect(folder.store.list().count == 1)
  }

  @Test func whatIsThereIsNotWrittenAgain() throws {
    let folder = try StoreFolder()
    let digest = try folder.put("hello")
    let expecting = StoreFolder.step(.stat, ref: "layer", expected: "\(digest)")
    #expect(refusal { _ = try ContentWriting(folder.store).step(expecting) } == 6)
    let writing = ContentWriting(folder.store)
    _ = try writing.step(StoreFolder.step(.write, ref: "other", "hello"))
    #expect(refusal { _ = try writing.step(StoreFolder.step(.commit, offset: 5)) } == 6)
    #expect(try folder.text(digest) == "hello")
    #expect(folder.names("ingest").isEmpty)
  }

  @Test func aWritingCanBeGivenUp() throws {
    let folder = try StoreFolder()
    _ = try ContentWriting(folder.store).step(StoreFolder.step(.write, ref: "layer", "hel"))
    try ContentIngest.abort("layer", in: folder.store)
    #expect(folder.names("ingest").isEmpty)
    #expect(refusal { try ContentIngest.abort("layer", in: folder.store) } == 5)
    #expect(refusal { _ = try ContentIngest.status("layer", in: folder.store) } == 5)
  }

  @Test func aFolderForReadingStaysAsItIs() throws {
    let folder = try StoreFolder()
    let digest = try folder.put("hello")
    let store = try ContentFolder(reading: folder.path)
    #expect(
      refusal { _ = try ContentWriting(store).step(StoreFolder.step(.write, ref: "x", "y")) } == 7)
    #expect(refusal { try store.delete(digest) } == 7)
    #expect(refusal { try ContentIngest.abort("x", in: store) } == 7)
    #expect(store.contains(digest))
  }

  @Test func onlyBlobsOfTheBuildCanBeDeleted() throws {
    let folder = try StoreFolder()
    let (own, missing) = (try folder.put("own"), try StoreFolder.digest("missing"))
    let later = try ContentFolder(writing: folder.path)
    #expect(refusal { try later.delete(own) } == 7)
    try folder.store.delete(own)
    #expect(!later.contains(own))
    #expect(refusal { try later.delete(missing) } == 5)
  }

  @Test func whatIsNoFileIsNoBlob() throws {
    let folder = try StoreFolder()
    try folder.put("hello")
    let digest = try StoreFolder.digest("folder")
    mkdir("\(folder.path)/\(digest.path)", 0o755)
    #expect(refusal { _ = try folder.store.info(digest) } == 5)
    #expect(refusal { _ = try folder.store.open(digest) } == 5)
    #expect(folder.store.list().count == 1)
  }

  @Test func messagesAreReadAndWrittenAsTheyAreOnTheWire() throws {
    let time = Timestamp(nanosecondsSince1970: -1)
    let info = ContentInfo(digest: "d", size: 300, createdAt: time, updatedAt: time)
    let moment = "08ffffffffffffffffff01 10ff93ebdc03"
    #expect(
      ContentInfoResponse(info: info).encoded().array
        == hex("0a2c 0a0164 10ac02 1a11\(moment) 2211\(moment)"))
    #expect(
      BlobPiece(offset: 5, data: ByteSlice([1, 2])).encoded().array
        == hex("0805 12020102"))
    let request = try WriteContentRequest(
      decoding: ByteChain(hex("0802 120172 1805 220164 2803 32020102 3a020a00")))
    #expect(request.action == .commit && request.ref == "r" && request.total == 5)
    #expect(request.expected == "d" && request.offset == 3 && request.data.array == [1, 2])
  }
}
