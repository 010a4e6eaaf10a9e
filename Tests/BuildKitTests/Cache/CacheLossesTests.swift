import Testing

@testable import BuildKit

/// Which caches were lost, by what daemons tell while they build.
@Suite struct CacheLossesTests {
  static let steps: [(name: String, error: String, note: String?)] = [
    (
      "importing cache manifest from foo:4723058739894565127", "unknown cache importer: foo",
      "the cache foo is not read: unknown cache importer: foo"
    ),
    (
      "importing cache manifest from reg.test:5000/a:b", "dial tcp:\nrefused",
      "the cache reg.test:5000/a:b is not read: dial tcp: refused"
    ),
    (
      "exporting cache to registry", "error writing layer blob: x",
      "the cache is not written (exporting cache to registry): error writing layer blob: x"
    ),
    ("exporting cache to registry", "", nil),
    ("importing cache manifest from a", "context canceled", nil),
    ("[1/2] RUN exporting cache", "exit code: 1", nil),
  ]

  @Test(arguments: steps)
  func aStepThatFailedIsTold(name: String, error: String, note: String?) throws {
    let losses = CacheLosses()
    var vertex = Vertex(digest: "sha256:a", name: name)
    vertex.error = error
    losses.add(StatusResponse(vertexes: [vertex]))
    losses.add(StatusResponse(vertexes: [vertex]))
    #expect(losses.notes == (note.map { [$0] } ?? []))
  }

  @Test func anEmptyResultIsTold() {
    let losses = CacheLosses()
    losses.add(
      StatusResponse(statuses: [
        VertexStatus(id: "skipping cache export for empty result", vertex: "sha256:a")
      ]))
    #expect(losses.notes.count == 1)
    #expect(losses.notes.first?.contains("is not written") == true)
  }
}
