import Glibc
import Testing

@testable import Bento

/// Bentos in archives, which tar itself makes here.
@Suite struct ArchiveBentoTests {
  private let home: TemporaryHome

  init() throws {
    home = try TemporaryHome()
    try home.bento("one/v1", name: "one", version: "v1")
    try home.write("bentos/one/v1/env/docker/Dockerfile.template", "FROM scratch\n")
    try home.write(
      "bentos/one/v1/bento.yaml",
      "service: s:S\nname: one\nversion: v1\nspec: 2\nmodels: [net:v1]\n")
  }

  /// Packs the bento.
  private func pack(_ name: String, _ flags: String) -> String {
    let path = "\(home.path)/\(name)"
    #expect(run("tar \(flags) -C \(home.path)/bentos/one/v1 -cf \(path) ."))
    return path
  }

  private func run(_ command: String) -> Bool {
    popen(command, "r").map { pclose($0) } == 0
  }

  @Test(arguments: [
    ("one.bento", "-J"), ("one.bento", "-z"), ("one.tar", ""), ("one.tgz", "-z"),
    ("x", "--format=gnu"),
    ("x", "--format=posix"), ("x", "--format=v7"),
  ])
  func anArchiveIsABento(_ name: String, _ flags: String) throws {
    let path = pack(name, flags)
    let bento = try BentoStore(home: home.path).bento(named: path)
    #expect(bento.tag.description == "one:v1")
    #expect(bento.folder == nil)
    #expect(bento.path == path)
    #expect(try bento.file("env/docker/Dockerfile.template") == Array("FROM scratch\n".utf8))
    #expect(try bento.file("env/docker") == nil)
    #expect(try bento.file("nothing") == nil)
    #expect(try bento.archiveDigest()?.utf8.count == 64)
  }

  @Test func modelsInTheArchiveGoBeforeTheStores() throws {
    try home.model("net", "v1", created: "2024-01-01T00:00:00")
    let store = ModelStore(home: home.path)
    let without = try Bento(at: pack("a.tar", "")).context(models: store)
    #expect(without.models.map(\.tag.description) == ["net:v1"])
    try home.write("bentos/one/v1/models/net/v1/model.yaml", "name: net\nversion: v1\n")
    try home.write("bentos/one/v1/models/net/latest", "v1")
    let with = try Bento(at: pack("b.tar", "")).context(models: store)
    #expect(with.models.isEmpty)
    #expect(with.files.isEmpty)
  }

  @Test func anArchiveWithoutABentoIsRefused() throws {
    #expect(run("tar -C \(home.path) -cf \(home.path)/x.tar --files-from /dev/null"))
    let empty = errorOf { () throws(BentoError) in try Bento(at: "\(home.path)/x.tar") }
    #expect(empty?.kind == .missingBentoFile)
    try home.write("y.bento", "this is no archive, however long the text may be")
    let garbage = errorOf { () throws(BentoError) in try Bento(at: "\(home.path)/y.bento") }
    #expect(garbage?.kind == .damagedArchive)
    #expect(garbage?.description.hasPrefix("\(home.path)/y.bento: is no tar archive") == true)
    let gone = errorOf { () throws(BentoError) in try Bento(at: "\(home.path)/z.bento") }
    #expect(gone?.kind == .bentoNotFound)
  }

  @Test func anErrorInItsYAMLNamesThePlace() throws {
    try home.write("bentos/one/v1/bento.yaml", "name: one\nversion: v1\nservice: [1]\n")
    let path = pack("one.tar", "")
    let error = errorOf { () throws(BentoError) in try Bento(at: path) }
    #expect(error?.description.hasPrefix("\(path)/bento.yaml:3:10: service: ") == true)
  }

  @Test func aPathOrAnArchiveThatIsThereIsNoTag() throws {
    #expect(BentoStore.isPath("./one.tar"))
    #expect(!BentoStore.isPath("no-such-file.tar"))
    #expect(!BentoStore.isPath("one:v1"))
  }

  @Test func aFileThatLeadsOutOfAFolderIsRefused() throws {
    let folder = "\(home.path)/bentos/one/v1"
    try home.write("secret", "x")
    #expect(symlink("../../../secret", "\(folder)/out") == 0)
    let bento = try Bento(at: folder)
    for path in ["out", "../../../secret"] {
      let error = errorOf { () throws(BentoError) in try bento.file(path) }
      #expect(error?.kind == .leavesBento, "\(path)")
    }
  }
}
