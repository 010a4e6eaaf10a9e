import Bento
import BuildKit
import FileTree
import Glibc
import Testing

@testable import BentoContainer

/// What the builder is sent for a bento in a folder, and in an archive.
@Suite struct ContextTests {
  private let home: String

  init() throws {
    var template = Array("/tmp/container-tests-XXXXXX".utf8CString)
    home = String(cString: try #require(mkdtemp(&template)))
    try write("bento.yaml", Self.yaml)
    try write("src/a.py", "a")
    try write("env/docker/entrypoint.sh", "#!/bin/sh\n")
  }

  private static let yaml = """
    {service: 's:S', name: one, version: v1, spec: 2, image: {base_image: busybox}}
    """

  private func write(_ path: String, _ text: String) throws {
    var folder = "\(home)/bento"
    mkdir(folder, 0o755)
    for part in path.split(separator: "/").dropLast() {
      folder += "/\(part)"
      mkdir(folder, 0o755)
    }
    let file = try #require(fopen("\(home)/bento/\(path)", "w"))
    fputs(text, file)
    fclose(file)
  }

  private func remove() { run("rm -rf \(home)") }

  private func run(_ command: String) {
    let stream = popen(command, "r")
    #expect(stream.map { pclose($0) } == 0)
  }

  private func plan(_ path: String) throws -> SolvePlan {
    var order = BuildOrder(try Bento(at: path))
    order.modelStore = ModelStore(home: home)
    let builder = Buildctl.buildctl(at: try Endpoint("unix:///nonexistent"))
    return try SolvePlan(builder, order, options: .init())
  }

  private func files(_ tree: FileTree?) throws -> [String] {
    var files: [String] = []
    try tree?.walk { entry in
      let mode = String(entry.stat.mode & 0o777, radix: 8)
      var text = ""
      if let source = entry.source {
        let file = try tree?.open(source)
        text = try String(
          decoding: [UInt8](unsafeUninitializedCapacity: 4096) { buffer, count in
            count = try file?.read(into: UnsafeMutableRawBufferPointer(buffer), at: 0) ?? 0
          }, as: UTF8.self)
      }
      files.append("\(String(decoding: entry.path, as: UTF8.self)) \(mode) \(text)")
    }
    return files
  }

  @Test(arguments: ["-c", "-cz", "-cJ"])
  func anArchiveIsSentAsItsFolderIs(_ flags: String) throws {
    defer { remove() }
    run("tar \(flags) -C \(home)/bento -f \(home)/one.bento .")
    let folder = try plan("\(home)/bento").request
    let archive = try plan("\(home)/one.bento").request
    let expected = try files(folder.locals["context"])
    #expect(expected.contains("src/a.py 644 a"))
    #expect(expected.contains("hf-models 755 ") && expected.contains("models 755 "))
    #expect(try files(archive.locals["context"]) == expected)
    #expect(try files(archive.locals["dockerfile"]) == files(folder.locals["dockerfile"]))
  }

  @Test func anArchivesKeyHoldsItsDigest() throws {
    defer { remove() }
    let key = try plan("\(home)/bento").request.sharedKey
    run("tar -c -C \(home)/bento -f \(home)/one.tar .")
    let first = try plan("\(home)/one.tar").request.sharedKey
    #expect(first.hasPrefix(key + ":") && first.utf8.count == key.utf8.count + 65)
    // The same sizes and times, other bytes.
    run(
      "touch -r \(home)/bento/src/a.py \(home)/time; printf b >\(home)/bento/src/a.py;"
        + " touch -r \(home)/time \(home)/bento/src/a.py; tar -c -C \(home)/bento -f \(home)/one.tar ."
    )
    #expect(try plan("\(home)/one.tar").request.sharedKey != first)
  }

  @Test func theIgnoreFileBesideTheDockerfileComesAlong() throws {
    defer { remove() }
    #expect(try files(plan("\(home)/bento").request.locals["dockerfile"]).count == 1)
    try write("env/docker/Dockerfile.dockerignore", "src\n")
    #expect(
      try files(plan("\(home)/bento").request.locals["dockerfile"])
        .contains("Dockerfile.dockerignore 644 src\n"))
  }

  @Test func aLinkOutOfABentoIsRefusedByNameAndTarget() throws {
    defer { remove() }
    run("ln -s /etc/passwd \(home)/bento/src/link")
    let context = try plan("\(home)/bento").request.locals["context"]
    let error = #expect(throws: FileTreeError.self) { try files(context) }
    #expect(error?.description.contains("/src/link is a symbolic link to /etc/passwd") == true)
  }
}
