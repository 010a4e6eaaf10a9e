import BuildKit
import FileTree
import Glibc
import Testing

/// Contexts of many files, and of long ones.
@Suite(.takingTurns) struct LargeContextTests {
  @Test func aHundredThousandFilesArrive() async throws {
    let folder = try ScratchFolder(below: "/dev/shm")
    try await runShell(
      """
      cd \(folder.path)
      for number in $(seq 100 199); do
        mkdir $number
        seq 1000 | split -a 3 -d -l 1 - $number/
      done
      """)
    let request = try BuildRequest(
      dockerfile: """
        FROM \(busybox)
        RUN --mount=target=/c find /c -type f | wc -l > /count && cat /c/199/998 > /last
        """, context: FileTree(folder: folder))
    let tar = try await request.builtFiles()
    #expect(try tar.text("count").trimmed == "100000")
    #expect(try tar.text("last") == "999\n")
  }

  @Test func aLongSparseFileArrives() async throws {
    let size = 200 << 20
    let folder = try ScratchFolder()
    try folder.makeSparseFile("sparse", size: size)
    let marks = [(0, unique()), (size / 2 + 1, unique()), (size - 20, unique())]
    let file = try OpenedFile(path: folder.path("sparse"))
    for (offset, mark) in marks {
      #expect(pwrite(file.descriptor, mark, mark.utf8.count, offset) == mark.utf8.count)
    }
    let tar = try await BuildRequest(
      dockerfile: "FROM scratch\nCOPY sparse /\n", context: FileTree(folder: folder)
    ).builtFiles()
    #expect(tar["sparse"]?.size == size)
    var offset = 0
    let mapped = try #require(mmap(nil, size, PROT_READ, MAP_PRIVATE, file.descriptor, 0))
    defer { munmap(mapped, size) }
    var differing = 0
    try tar.forEachPiece(of: "sparse") { piece in
      let isEqual = piece.withUnsafeBytes { bytes in
        bytes.baseAddress.map { memcmp($0, mapped + offset, bytes.count) == 0 } ?? true
      }
      if !isEqual { differing += 1 }
      offset += piece.count
    }
    #expect(differing == 0)
    #expect(offset == size)
  }
}

extension String {
  /// Without white space at the ends.
  var trimmed: String {
    String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
  }
}
