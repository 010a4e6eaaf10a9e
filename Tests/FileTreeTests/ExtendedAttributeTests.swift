import CLinux
import Glibc
import Testing

@testable import FileTree

@Suite struct ExtendedAttributeTests {
  let folder = TemporaryFolder()

  /// Sets an attribute; false where the file system or the user's rights do not allow it.
  func set(_ name: String, _ value: [UInt8], on file: String) -> Bool {
    lsetxattr(folder.at(file), name, value, value.count, 0) == 0
  }

  @Test func attributesAreSentInOrderExceptThoseOfMacOS() throws {
    folder.write("a")
    folder.makeFolder("d")
    try #require(set("user.z", [0, 255], on: "a"))
    try #require(set("user.b", [], on: "a"))
    try #require(set("user.d", Array("dir".utf8), on: "d"))
    var tree = FileTree()
    try tree.addFolder(folder.path)
    let entries = try tree.entries()
    #expect(
      entries[0].stat.extendedAttributes == [
        ExtendedAttribute(name: Array("user.b".utf8), value: []),
        ExtendedAttribute(name: Array("user.z".utf8), value: [0, 255]),
      ])
    #expect(
      entries[1].stat.extendedAttributes == [
        ExtendedAttribute(name: Array("user.d".utf8), value: Array("dir".utf8))
      ])
  }

  /// Lists of the system by directory, where it can, and by whole paths, where it cannot.
  @Test(arguments: Set([ExtendedAttributeReader.systemListsByDirectory, false]))
  func attributesAreReadEitherWay(_ listsByDirectory: Bool) throws {
    folder.write("d/a")
    folder.write("d/b")
    folder.link("d/l", to: "a")
    try #require(set("user.x", [1], on: "d/a"))
    try #require(set("user.x", [2], on: "d"))
    var tree = FileTree()
    try tree.addFolder(folder.path + "/d")
    let directory = try OpenDirectory(tree.folders[0], index: 0)
    var reader = ExtendedAttributeReader(listsByDirectory: listsByDirectory)
    var values: [[[UInt8]]] = []
    for name in ["a", "b", "l", "."] {
      let status = try directory.status(of: name)
      let found = try reader.attributes(of: name, in: directory, device: status.st_dev)
      values.append(found.map(\.value))
    }
    #expect(values == [[[1]], [], [], [[2]]])
    #expect(
      errorCode { _ = try reader.attributes(of: "none", in: directory, device: 0) } == .vanished)
  }

  @Test(arguments: [
    ("com.apple.quarantine", false), ("user.com.apple.x", true), ("com.appl", true),
  ])
  func whatMacOSKeepsForItselfIsNotSent(_ name: String, _ expected: Bool) {
    #expect(ExtendedAttributeReader.isSent(Array(name.utf8)) == expected)
  }

  @Test func aLongPathIsReachedThroughItsDirectory() throws {
    folder.write("a")
    var tree = FileTree()
    try tree.addFolder(folder.path)
    let directory = try OpenDirectory(tree.folders[0], index: 0)
    let name = [UInt8](repeating: 0x78, count: 5000)
    let path = FileName.owned(name.map(CChar.init(bitPattern:)) + [0])
    let system = try path.withPointer { directory.systemPath(of: $0) }
    #expect(system.starts(with: "/proc/self/fd/\(directory.descriptor)/x".utf8.map(CChar.init)))
    let short = try FileName.owned([0x61, 0]).withPointer { directory.systemPath(of: $0) }
    #expect(short == folder.at("a"))
  }
}
