import Glibc
import Testing

/// The errors that were recorded for the unit tests are still what the daemons tell.
@Suite(.takingTurns) struct RecordedErrorsTests {
  @Test(arguments: RecordedError.allCases, Daemon.standalone)
  func aDaemonTellsWhatWasRecorded(_ error: RecordedError, _ daemon: Daemon) async throws {
    let path = error.path(for: daemon)
    let told = try await error.details(from: daemon)
    if getenv("BENTOKIT_TEST_RECORD") != nil { try OpenedFile.write(told, to: path) }
    #expect(try Self.types(told) == Self.types(contents(of: path)))
  }

  /// The names of the types of the details, in their order: what follows the prefix they share.
  private static func types(_ status: [UInt8]) throws -> [String] {
    let prefix = Array("github.com/moby/buildkit/".utf8)
    let end = Array("+json".utf8)
    var types: [String] = []
    var rest = status[...]
    while let found = rest.firstRange(of: prefix) {
      rest = rest[found.upperBound...]
      guard let end = rest.firstRange(of: end) else { break }
      types.append(String(decoding: rest[..<end.lowerBound], as: UTF8.self))
    }
    return types
  }
}
