import BuildKit
import FileTree
import Testing

/// What of a context is sent: as much as the Dockerfile wants, without what `.dockerignore` names.
@Suite(.takingTurns) struct SelectionTests {
  private static let files = [
    "kept": "1", "build/kept.o": "2", "build/left.tmp": "3", "logs/a.log": "4",
    "logs/important.log": "5", "deep/er/x.tmp": "6", "deep/er/x.txt": "7",
  ]

  /// The files of an image that is made of nothing but what instructions copy out of a context.
  private func copied(by instructions: String, outOf context: FileTree) async throws -> Tar {
    try await BuildRequest(dockerfile: "FROM scratch\n\(instructions)\n", context: context)
      .builtFiles()
  }

  @Test func whatDockerignoreNamesIsLeftOut() async throws {
    var files = Self.files
    files[".dockerignore"] = """
      # temporary things
      **/*.tmp
      logs/*
      !logs/important.log
      .dockerignore
      """
    let tar = try await copied(by: "COPY . /", outOf: FileTree(files: files))
    #expect(
      Set(tar.entries.filter { $0.value.kind == .file }.keys)
        == Set(
          ["kept", "build/kept.o", "logs/important.log", "deep/er/x.txt"].map { Array($0.utf8) }))
  }

  @Test func oneFileCanBeCopiedOutOfMany() async throws {
    let tar = try await copied(
      by: "COPY deep/er/x.txt /renamed", outOf: FileTree(files: Self.files))
    #expect(try tar.text("renamed") == "7")
    #expect(tar.entries.count == 1)
  }

  @Test func wildcardsOfCopyChooseFiles() async throws {
    let tar = try await copied(by: "COPY logs/*.log /", outOf: FileTree(files: Self.files))
    #expect(try tar.text("a.log") == "4")
    #expect(try tar.text("important.log") == "5")
    #expect(tar.entries.count == 2)
  }

  @Test func linksOnTheWayToACopiedFileAreFollowed() async throws {
    let folder = try ScratchFolder()
    try folder.write("wanted", to: "real/folder/file")
    try folder.write("unwanted", to: "real/other")
    try folder.makeLink("shortcut", to: "real/folder")
    try folder.makeLink("alias", to: "shortcut/file")
    let tar = try await copied(
      by: "COPY shortcut/file /one\nCOPY alias /two", outOf: FileTree(folder: folder))
    #expect(try tar.text("one") == "wanted")
    #expect(try tar.text("two") == "wanted")
  }

  @Test func wildcardsBehindALinkChooseFiles() async throws {
    let folder = try ScratchFolder()
    try folder.write("wanted", to: "real/folder/one.txt")
    try folder.write("wanted too", to: "real/folder/two.txt")
    try folder.write("unwanted", to: "real/folder/three.md")
    try folder.makeLink("real/shortcut", to: "../real/folder")
    try folder.makeLink("entry", to: "real")
    let tar = try await copied(by: "COPY entry/shortcut/*.txt /", outOf: FileTree(folder: folder))
    #expect(Set(tar.entries.keys) == Set(["one.txt", "two.txt"].map { Array($0.utf8) }))
    #expect(try tar.text("two.txt") == "wanted too")
  }

  /// A chain of links that leads back to itself is no reason to go on for ever.
  @Test func aCircleOfLinksFailsTheStep() async throws {
    let folder = try ScratchFolder()
    try folder.makeLink("one", to: "two")
    try folder.makeLink("two", to: "one")
    let error = try await failure(
      of: BuildRequest(
        dockerfile: "FROM scratch\nCOPY one/file /\n", context: FileTree(folder: folder)))
    #expect(error.message.contains("too many links"), "\(error)")
  }

  @Test func fiveThousandIgnorePatternsWork() async throws {
    var files = ["kept": "1", "left-4711": "2", "left-4999/below": "3", "left-5000": "4"]
    files[".dockerignore"] =
      (0..<5000).map { "left-\($0)\n" }.joined() + ".dockerignore\n"
    let tar = try await copied(by: "COPY . /", outOf: FileTree(files: files))
    #expect(Set(tar.entries.keys) == Set(["kept", "left-5000"].map { Array($0.utf8) }))
  }

  @Test func aMissingFileOfCopyIsNamed() async throws {
    let request = try BuildRequest(
      dockerfile: "FROM scratch\nCOPY kept /\nCOPY absent-file /\n",
      context: FileTree(files: Self.files))
    let error = try await failure(of: request)
    #expect(error.message.contains("absent-file"))
    #expect(error.sources.first?.ranges.first?.start.line == 3)
  }
}
