import Testing

@testable import BuildKit

@Suite struct StepLedgerTests {
  private func step(_ name: String, isCached: Bool = false) -> StatusResponse {
    var vertex = Vertex(digest: "sha256:\(name)", name: name)
    vertex.isCached = isCached
    return StatusResponse(vertexes: [vertex])
  }

  @Test func aStepIsCachedIfAnyOfItsStatesSaysSo() {
    let ledger = StepLedger()
    ledger.add(step("fetched", isCached: true))
    // While its layer is fetched and extracted.
    ledger.add(step("fetched"))
    ledger.add(step("run"))
    ledger.add(step("[internal] load .dockerignore", isCached: true))
    #expect(ledger.counts == (all: 2, cached: 1))
  }
}
