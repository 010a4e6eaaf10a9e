import Bytes
import Digests
import Testing

@testable import BuildKit

/// Build graphs, which are passed on as they came.
@Suite struct DefinitionTests {
  /// Two operations, `01` and `02`; metadata of the first with an unknown field; a source.
  private static let bytes = hex("0a0101 0a0102 1205 0a0101 1200 1a021234")

  @Test func nothingIsChangedInAGraph() throws {
    var request = BuildRequest(definition: Definition(bytes: Self.bytes))
    #expect(try request.solveRequest(session: "").definition?.bytes == Self.bytes)
    request.frontend = "dockerfile.v0"
    let error = #expect(throws: BuildError.self) { try request.solveRequest(session: "") }
    #expect(error?.message.contains("dockerfile.v0") == true)
  }

  @Test func withoutTheCacheEachOperationIsMarked() throws {
    var parts = DefinitionParts()
    parts.operations = [[1], [2]]
    parts.source = [0x12, 0x34]
    let first = try SHA256.digest(of: [1])
    let second = try SHA256.digest(of: [2])
    // A description, and an answer about the cache that no longer holds.
    parts.metadata = [first: hex("08001204 0a016b1200")]
    let marked = try DefinitionParts(Definition(bytes: parts.encoded().array).ignoringCache())
    #expect(marked.operations == parts.operations)
    #expect(marked.source == parts.source)
    #expect(marked.metadata == [first: hex("08001204 0a016b1200 0801"), second: hex("0801")])
  }

  @Test(arguments: [[], [0x0A], [0x0A, 0x05, 0x01], [0xFF, 0xFF, 0xFF]] as [[UInt8]])
  func whatIsNoGraphIsRefused(_ bytes: [UInt8]) {
    let request = BuildRequest(definition: Definition(bytes: bytes))
    let error = #expect(throws: BuildError.self) { try request.solveRequest(session: "") }
    #expect(error?.code == .invalidArgument)
    #expect(error?.message.contains("LLB definition") == true)
  }
}
