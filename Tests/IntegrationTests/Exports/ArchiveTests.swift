import BuildKit
import FileTree
import Glibc
import Testing

/// Archives of images, streamed into files.
@Suite(.takingTurns) struct ArchiveTests {
  private let text = unique()
  private let folder: ScratchFolder
  private let request: BuildRequest

  init() throws {
    folder = try ScratchFolder(below: "/dev/shm")
    request = try BuildRequest(
      dockerfile: "FROM scratch\nLABEL note=\(text)\nCOPY file /\n",
      context: FileTree(files: ["file": text]))
  }

  private func expectImage(_ name: String) throws -> ImageArchive {
    let archive = try ImageArchive(folder.path(name), scratch: folder)
    #expect(archive.labels["note"] == text)
    #expect(archive.layers.count == 1)
    #expect(try archive.layers.first?.text("file") == text)
    return archive
  }

  @Test func anArchiveForDockerHoldsTheImageAndItsNames() async throws {
    let names = ["registry.example/team/first:1", "registry.example/second:2"]
    let request = try request.exporting(
      "docker", to: folder.path("image.tar"),
      ImageArchive.uncompressed.merging(["name": names.joined(separator: ",")]) { $1 })
    let result = try await BuildKitClient.ofEnvironment().build(request)
    #expect(result.imageDigest?.hasPrefix("sha256:") == true)
    #expect(try Set(expectImage("image.tar").names) == Set(names))
    #expect(Set(folder.names.filter { !$0.hasPrefix("nested-") }) == ["image.tar"])
  }

  @Test func anArchiveOfOCIHoldsTheImage() async throws {
    let request = try request.exporting(
      "oci", to: folder.path("image.tar"), ImageArchive.uncompressed)
    let result = try await BuildKitClient.ofEnvironment().build(request)
    #expect(try expectImage("image.tar").digest == result.imageDigest)
  }

  @Test func severalExportsOfOneBuildAreEachWhole() async throws {
    let request =
      try request
      .exporting("docker", to: folder.path("docker.tar"), ImageArchive.uncompressed)
      .exporting("tar", to: folder.path("files.tar"))
      .exporting("oci", to: folder.path("oci.tar"), ImageArchive.uncompressed)
    _ = try await BuildKitClient.ofEnvironment().build(request)
    _ = try expectImage("docker.tar")
    _ = try expectImage("oci.tar")
    #expect(try Tar(folder.path("files.tar")).text("file") == text)
  }

  @Test func theNewArchiveTakesThePlaceAndModeOfTheOldOne() async throws {
    let path = try folder.write("old", to: "image.tar", mode: 0o600)
    _ = try await BuildKitClient.ofEnvironment().build(try request.exporting(to: path))
    #expect(try Tar(path).text("file") == text)
    var status = stat()
    #expect(stat(path, &status) == 0)
    #expect(status.st_mode & 0o777 == 0o600)
    #expect(folder.names == ["image.tar"])
  }

  @Test func aFailedBuildLeavesTheOldArchive() async throws {
    let path = try folder.write("old", to: "image.tar")
    let request = try BuildRequest(dockerfile: "FROM \(busybox)\nRUN false \(text)\n")
    let error = try await failure(of: request.exporting(to: path))
    #expect(error.code == .stepFailed)
    #expect(try contents(of: path) == Array("old".utf8))
    #expect(folder.names == ["image.tar"])
  }

  @Test func aFullDiskFailsTheBuildAndLeavesNothing() async throws {
    let disk = try MountedMemory(at: ScratchFolder(), options: "size=1m")
    var tree = FileTree()
    try tree.addFile(contents: [UInt8](repeating: 7, count: 4 << 20), at: TreePath("file"))
    var request = request
    request.locals["context"] = tree
    let error = try await failure(of: request.exporting(to: disk.path + "/image.tar"))
    #expect(error.code == .local)
    #expect((error.cause as? SystemFailure)?.errno == ENOSPC)
    #expect(error.message.contains(disk.path + "/image.tar"))
    #expect(ScratchFolder.names(in: Array(disk.path.utf8)).isEmpty)
  }

  @Test func aReaderThatGoesAwayFailsTheBuild() async throws {
    var ends: [Int32] = [0, 0]
    try #require(pipe(&ends) == 0)
    close(ends[0])
    defer { close(ends[1]) }
    var request = request
    request.exports = [
      .init(type: "tar", output: ExportOutput(descriptor: ends[1], name: "the pipe"))
    ]
    let error = try await failure(of: request)
    #expect(error.code == .local)
    #expect((error.cause as? SystemFailure)?.errno == EPIPE)
    #expect(error.message.contains("the pipe"))
  }
}
