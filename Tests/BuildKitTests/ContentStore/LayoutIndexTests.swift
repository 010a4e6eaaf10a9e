import Glibc
import Testing

@testable import BuildKit

/// `index.json`, as BuildKit's own clients keep it.
@Suite struct LayoutIndexTests {
  private static let digests = (1...3).map { "sha256:" + String(repeating: "\($0)", count: 64) }

  private func descriptor(_ number: Int, _ more: String = "") throws -> LayoutDescriptor {
    let text = #"{"mediaType":"m","digest":"\#(Self.digests[number])","size":7\#(more)}"#
    return try #require(JSONValue(Array(text.utf8)).flatMap(LayoutDescriptor.init))
  }

  private func index(_ folder: StoreFolder) -> LayoutIndex { LayoutIndex(folder.path) }

  private func contents(_ name: String, of folder: StoreFolder) throws -> String {
    try #require(try WholeFile.contents(of: "\(folder.path)/\(name)", atMost: 1 << 20)).shown
  }

  @Test func aNewIndexIsWhole() throws {
    let folder = try StoreFolder()
    try index(folder).put(descriptor(0), names: [LayoutName(tag: "latest")])
    #expect(folder.names() == ["index.json", "oci-layout"])
    let text = try contents("index.json", of: folder)
    #expect(
      text == """
        {"manifests":[{"annotations":{"org.opencontainers.image.ref.name":"latest"},\
        "digest":"\(Self.digests[0])","mediaType":"m","size":7}],\
        "mediaType":"application/vnd.oci.image.index.v1+json","schemaVersion":2}
        """)
    #expect(
      try contents("oci-layout", of: folder) == #"{"imageLayoutVersion":"1.0.0"}"#)
  }

  @Test func aNameGoesToTheNewManifestAndTheRestStays() throws {
    let folder = try StoreFolder()
    let old = #"""
      {"schemaVersion":2,"manifests":[
       {"digest":"\#(Self.digests[0])","size":1,"annotations":{"org.opencontainers.image.ref.name":"a","x":"y"}},
       {"digest":"\#(Self.digests[1])","size":1,"annotations":{"org.opencontainers.image.ref.name":"b"}}],
       "annotations":{"kept":"yes"},"number":1.5}
      """#
    try WholeFile.replace(folder.path + "/index.json", with: Array(old.utf8))
    try index(folder).put(descriptor(2), names: [LayoutName(tag: "a")])
    let manifests = try index(folder).manifests()
    #expect(manifests.map(\.digest) == [Self.digests[1], Self.digests[2]])
    let text = try contents("index.json", of: folder)
    #expect(text.contains(#""annotations":{"kept":"yes"}"#) && text.contains("1.5"))
  }

  @Test func manifestsAreFoundByNameAndByTag() throws {
    let folder = try StoreFolder()
    let (one, two) = (LayoutName(image: "reg.example/a:1"), LayoutName(image: "reg.example/b:1"))
    try index(folder).put(descriptor(0), names: [one])
    try index(folder).put(descriptor(1), names: [two, LayoutName(tag: "latest")])
    #expect(try index(folder).manifest("reg.example/b:1")?.digest == Self.digests[1])
    #expect(try index(folder).manifest("latest")?.digest == Self.digests[1])
    #expect(try index(folder).manifest("1")?.digest == Self.digests[0])
    #expect(try index(folder).manifest("2") == nil)
    #expect(try index(folder).manifests().count == 3)
  }

  @Test(arguments: [
    ("reg.example/a:1", "1"), ("docker.io/library/a:v1.2", "v1.2"), ("reg.example:5000/a", ""),
    ("reg.example:5000/a/b:x", "x"), ("reg.example/a@sha256:12", "@sha256:12"),
  ])
  func theTagIsBehindTheName(_ name: String, _ tag: String) {
    #expect(LayoutName(image: name) == LayoutName(tag: tag, imageName: name))
  }

  @Test(arguments: [
    "", "{", "[]x", #"{"manifests":7}"#, #"{"manifests":"x"}"#,
  ])
  func aBrokenIndexIsNamedAndKept(_ text: String) throws {
    let folder = try StoreFolder()
    try WholeFile.replace(folder.path + "/index.json", with: Array(text.utf8))
    let error = #expect(throws: LayoutIndex.Failure.self) { try index(folder).manifests() }
    #expect(error?.description.contains(folder.path + "/index.json") == true)
    #expect(throws: LayoutIndex.Failure.self) {
      try index(folder).put(descriptor(0), names: [LayoutName(tag: "latest")])
    }
    #expect(try contents("index.json", of: folder) == text)
    #expect(folder.names() == ["index.json"])
  }

  @Test func elementsThatAreNoManifestsAreNotSeen() throws {
    let folder = try StoreFolder()
    let text = #"{"manifests":[7,{},{"digest":"../x"},{"digest":"\#(Self.digests[0])"}]}"#
    try WholeFile.replace(folder.path + "/index.json", with: Array(text.utf8))
    #expect(try index(folder).manifests().map(\.digest) == [Self.digests[0]])
  }

  @Test func whoeverHoldsTheLockIsWaitedFor() throws {
    let folder = try StoreFolder()
    let path = folder.path + "/index.json"
    let held = try LayoutLock(path, patience: .zero)
    #expect(throws: LayoutIndex.Failure.self) { try LayoutLock(path, patience: .zero) }
    held.release()
    let next = try LayoutLock(path, patience: .zero)
    next.release()
    #expect(folder.names().isEmpty)
  }

  @Test func manyAtOnceLoseNothing() async throws {
    let folder = try StoreFolder()
    let index = index(folder)
    let descriptor = try descriptor(0)
    await withTaskGroup { group in
      for number in 0..<20 {
        group.addTask {
          #expect(throws: Never.self) {
            try index.put(descriptor, names: [LayoutName(tag: "\(number)")])
          }
        }
      }
    }
    #expect(try Set(index.manifests().map(\.name.tag)) == Set((0..<20).map(String.init)))
  }
}
