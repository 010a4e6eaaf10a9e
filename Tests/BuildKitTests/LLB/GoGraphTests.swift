import Digests
import FoundationEssentials
import Testing

@testable import BuildKit

/// Graphs beside what BuildKit's own Go package makes of the same, as `Scripts/compare-llb` has recorded it.
@Suite struct GoGraphTests {
  /// What Go's package made of one.
  struct Recorded: Sendable, CustomTestStringConvertible {
    let name: String
    /// Of the last operation, in which the digests of all others are.
    let digest: String
    /// What is asked of a daemon.
    let capabilities: [Substring]

    var testDescription: String { name }
  }

  static let recorded: [Recorded] = {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Recorded/0.13.2.txt")
    let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    return text.split(separator: "\n").map { line in
      let fields = line.split(separator: " ")
      return Recorded(
        name: String(fields[0]), digest: String(fields[1]),
        capabilities: fields[2].split(separator: ","))
    }
  }()

  @Test func theSameGraphsAreMadeHereAndThere() {
    #expect(Set(Self.recorded.map(\.name)) == Set(GoGraphs.all.keys))
  }

  @Test(arguments: recorded) func operationsAreByteForByteThoseOfGo(_ graph: Recorded) throws {
    let parts = try parts(of: graph)
    let digest = try SHA256.digest(of: try #require(parts.operations.last))
    #expect(digest == graph.digest)
  }

  @Test(arguments: recorded) func whatGoAsksOfADaemonIsAsked(_ graph: Recorded) throws {
    let metadata = try parts(of: graph).metadata.values
    for capability in graph.capabilities {
      // The key in an entry of a map: field 1, its length, the text.
      let key = [0x0A, UInt8(capability.utf8.count)] + Array(capability.utf8)
      #expect(metadata.contains { $0.contains(key) }, "\(capability)")
    }
  }

  private func parts(of graph: Recorded) throws -> DefinitionParts {
    let state = try #require(GoGraphs.all[graph.name])
    return try DefinitionParts(
      state.definition(
        platform: Platform(os: "linux", architecture: "amd64"), localID: "unique"))
  }
}
