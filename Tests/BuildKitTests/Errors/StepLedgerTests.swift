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

  @Test(
    arguments: [
      ("failed to push a: 401 Unauthorized", .permissionDenied),
      ("process \"false\" did not complete successfully: exit code: 1", .stepFailed),
      ("boom", .daemon),
    ] as [(String, BuildError.Code)])
  func whatCoreLosesOfAFailureTheStepTells(_ failure: String, _ code: BuildError.Code) {
    let ledger = StepLedger()
    for (name, text) in [("a", failure), ("b", "context canceled")] {
      var vertex = Vertex(digest: name, name: name)
      vertex.error = text
      ledger.add(StatusResponse(vertexes: [vertex]))
    }
    var lost = BuildError(.daemon, "Stream removed")
    ledger.complete(&lost)
    #expect(lost.message == failure)
    #expect(lost.code == code)
    #expect(lost.step?.name == "a")
    var told = BuildError(.notFound, "told")
    ledger.complete(&told)
    #expect(told.message == "told")
    #expect(told.code == .notFound)
  }
}
