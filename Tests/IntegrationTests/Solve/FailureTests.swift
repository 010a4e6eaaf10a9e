import BuildKit
import FileTree
import Testing

/// What is told of a build that fails.
@Suite(.takingTurns) struct FailureTests {
  @Test func aFailingStepIsToldWithAllThatIsKnownOfIt() async throws {
    let word = unique()
    let request = try BuildRequest(
      dockerfile: """
        FROM \(busybox)
        RUN true
        RUN seq 1 50 \\
          && echo \(word) \\
          && exit 42
        """)
    let error = try await failure(of: request)
    #expect(error.code == .stepFailed)
    #expect(error.message.contains("exit code: 42"))
    let step = try #require(error.step)
    #expect(step.exitCode == 42)
    #expect(step.name.contains("RUN seq 1 50"))
    #expect(step.logTail.last == word)
    #expect(step.logTail.count == 20)
    let source = try #require(error.sources.first)
    #expect(source.filename == "Dockerfile")
    #expect(source.ranges.map(\.start.line).min() == 3)
    #expect(source.ranges.map(\.end.line).max() == 5)
  }

  @Test func aSyntaxErrorInALongDockerfileIsToldWithItsLine() async throws {
    let filler = "# " + String(repeating: "filler ", count: 8)
    let lines = 32 * 1024 / filler.utf8.count + 1
    let text =
      "FROM scratch\n" + String(repeating: filler + "\n", count: lines) + "NONSENSE here\n"
    try #require(text.utf8.count > 32 * 1024)
    let error = try await failure(of: BuildRequest(dockerfile: text))
    #expect(error.step == nil)
    #expect(error.message.contains("unknown instruction: NONSENSE"))
    #expect(error.sources.first?.data == Array(text.utf8))
    #expect(error.sources.first?.ranges.first?.start.line == lines + 2)
  }

  @Test func aVeryLongMessageArrivesWhole() async throws {
    let words = [unique(), unique(), unique()]
    let long = String(repeating: String(repeating: "x", count: 999) + "\\\n", count: 70)
    let arguments = words.map { "\"\($0)\(long)\"" }.joined(separator: ", ")
    let request = try BuildRequest(
      dockerfile: "FROM \(busybox)\nRUN [\"sh\", \"-c\", \"exit 3\", \(arguments)]\n")
    let error = try await failure(of: request)
    #expect(error.step?.exitCode == 3)
    #expect(error.message.utf8.count > 200 << 10)
    for word in words { #expect(error.message.contains(word)) }
    #expect(error.message.hasSuffix("exit code: 3"))
  }

  /// The daemon would wait without an end.
  @Test func aBuildOfNothingIsRefused() async throws {
    var request = BuildRequest(frontend: "")
    request.timeout = .seconds(30)
    let error = try await failure(of: request)
    #expect(error.code == .invalidArgument)
    #expect(error.message.contains("there is nothing to build"))
  }

  @Test func anUnknownTargetIsNamed() async throws {
    var request = try BuildRequest(dockerfile: "FROM scratch\n")
    request.frontendAttributes["target"] = "absent"
    #expect(try await failure(of: request).message.contains("absent"))
  }

  @Test func anUnknownFrontendIsNamed() async throws {
    let request = BuildRequest(frontend: "nonsense.v0")
    #expect(try await failure(of: request).message.contains("nonsense.v0"))
  }

  @Test func anUnknownExporterIsNamed() async throws {
    var request = try BuildRequest(dockerfile: "FROM scratch\n")
    request.exports = [.init(type: "nonsense")]
    #expect(try await failure(of: request).message.contains("nonsense"))
  }

  @Test func aDockerfileThatIsNotThereIsNamed() async throws {
    var request = try BuildRequest(dockerfile: "FROM scratch\n")
    request.frontendAttributes["filename"] = "Absent"
    #expect(try await failure(of: request).message.contains("Absent"))
  }

  @Test func aTreeThatIsNotThereIsNamed() async throws {
    var request = try BuildRequest(dockerfile: "FROM scratch\nCOPY file /\n")
    request.locals["context"] = nil
    #expect(try await failure(of: request).message.contains("context"))
  }

  @Test func aPrivilegeThatWasNotGrantedIsRefused() async throws {
    let request = try BuildRequest(
      dockerfile: """
        # syntax=docker/dockerfile:1
        FROM \(busybox)
        RUN --network=host echo \(unique())
        """)
    #expect(try await failure(of: request).message.contains("network.host"))
  }
}
