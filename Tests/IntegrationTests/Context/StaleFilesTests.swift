import BuildKit
import FileTree
import Glibc
import Testing

/// The daemon keeps what it was sent and asks only for what looks changed: it must never keep a file
/// that has changed.
@Suite(.takingTurns) struct StaleFilesTests {
  @Test func aChangedByteOfAGeneratedFileArrives() async throws {
    let text = unique()
    var request = try BuildRequest(dockerfile: "FROM scratch\nCOPY generated /\n")
    for byte in ["a", "b", "a"] {
      request.ref = unique()
      request.locals["context"] = try FileTree(files: ["generated": text + byte])
      #expect(try await request.builtFiles().text("generated") == text + byte)
    }
  }

  @Test func aChangedByteOfTheDockerfileArrives() async throws {
    let name = unique()
    let context = try FileTree(files: ["\(name)1": "first", "\(name)2": "second"])
    var request = try BuildRequest(dockerfile: "", context: context)
    for (number, text) in [(1, "first"), (2, "second"), (1, "first")] {
      request.ref = unique()
      request.locals["dockerfile"] = try FileTree(files: [
        "Dockerfile": "FROM scratch\nCOPY \(name)\(number) /file\n"
      ])
      #expect(try await request.builtFiles().text("file") == text)
    }
  }

  @Test func aChangedByteOfAFileOnDiskArrives() async throws {
    let folder = try ScratchFolder()
    var request = try BuildRequest(
      dockerfile: "FROM scratch\nCOPY file /\n", context: FileTree(folder: folder))
    let text = unique()
    for byte in ["a", "b"] {
      request.ref = unique()
      try folder.write(text + byte, to: "file")
      #expect(try await request.builtFiles().text("file") == text + byte)
    }
  }

  @Test func aRemovedFileIsGone() async throws {
    var request = try BuildRequest(dockerfile: "FROM scratch\nCOPY . /\n")
    request.locals["context"] = try FileTree(files: ["kept": unique(), "removed": unique()])
    #expect(try await request.builtFiles()["removed"] != nil)
    request.ref = unique()
    request.locals["context"] = try FileTree(files: ["kept": unique()])
    let tar = try await request.builtFiles()
    #expect(tar["removed"] == nil)
    #expect(tar["kept"] != nil)
  }
}
