import BuildKit
import Testing

/// The same recorded status streams shown by us and by buildctl.
@Suite(.takingTurns) struct RecordedStreamTests {
  static let dockerfiles: [(text: String, fails: Bool)] = [
    ("FROM \(busybox)\nRUN seq 200 >&2; echo '<&>\\b'; printf 'a\\tb\\nno end'\n", false),
    // A line that comes in two pieces.
    ("FROM \(busybox)\nRUN printf 'a '; sleep 0.5; echo b; echo c; sleep 0.5; echo d\n", false),
    ("FROM \(busybox)\nRUN echo first; echo second >&2; exit 4\n", true),
    // Warnings, where a daemon has them.
    (
      "from \(busybox) as Base\nMAINTAINER me\nRUN echo \\\n\n  b\nENV PASSWORD=x\nCMD echo\n",
      false
    ),
    (
      """
      FROM \(busybox) AS one
      RUN sleep 0.3; echo one
      FROM \(busybox) AS two
      RUN sleep 0.2; echo zwei ü 漢字
      FROM scratch
      COPY --from=one /bin /one
      COPY --from=two /bin /two
      """, false
    ),
  ]

  private func recorded(_ index: Int, on daemon: EnvironmentDaemon) async throws -> String {
    let dockerfile = Self.dockerfiles[index]
    let text = dockerfile.text.replacing("RUN ", with: "RUN : \(unique()); ")
    return try await daemon.build(text, fails: dockerfile.fails)
  }

  private func shown(
    _ ref: String, _ mode: String, on daemon: EnvironmentDaemon
  ) async throws -> [UInt8] {
    let outcome = try await Command(
      ["history", "logs", ref, "--progress", mode, "--addr", try daemon.address]
    ).run()
    expectSuccess(outcome)
    #expect(outcome.errors.isEmpty)
    return outcome.output
  }

  @Test(arguments: EnvironmentDaemon.all, dockerfiles.indices)
  func rawJSONIsByteForByteThatOfBuildctl(_ daemon: EnvironmentDaemon, _ index: Int) async throws {
    let ref = try await recorded(index, on: daemon)
    let ours = try await shown(ref, "rawjson", on: daemon)
    let theirs = try await Tool.buildctl(
      ["debug", "logs", "--progress", "rawjson", ref], at: daemon.address)
    // Compared beforehand, since the differences of long streams take minutes to work out.
    let isSame = ours == theirs
    #expect(isSame)
    #expect(ours.count > 1000)
    #expect(
      index != 3 || daemon.testDescription == "BuildKit 0.13" || contains(ours, "\"warnings\""))
  }

  /// The client of BuildKit 0.13 writes the same, but for white space.
  @Test(arguments: [0, 1, 2, 4])
  func rawJSONOfOlderClientsDiffersInWhiteSpaceOnly(_ index: Int) async throws {
    let daemon = EnvironmentDaemon.all[0]
    let ref = try await recorded(index, on: daemon)
    let theirs = try await Tool.buildctl(
      ["debug", "logs", "--progress", "rawjson", ref], at: daemon.address,
      program: "BENTOKIT_BUILDCTL")
    let isSame = try await Self.compact(shown(ref, "rawjson", on: daemon)) == Self.compact(theirs)
    #expect(isSame)
  }

  /// JSON without the white space between its tokens.
  private static func compact(_ json: [UInt8]) -> String {
    var isInText = false
    var isEscaped = false
    let bytes = json.filter { byte in
      if isInText {
        isInText = isEscaped || byte != UInt8(ascii: "\"")
        isEscaped = !isEscaped && byte == UInt8(ascii: "\\")
        return true
      }
      isInText = byte == UInt8(ascii: "\"")
      return byte != 0x20 && byte != 0x0A
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// What follows a build in plain lines, its warnings once more, is ours alone.
  @Test(arguments: EnvironmentDaemon.all, dockerfiles.indices)
  func plainLinesAreThoseOfBuildctl(_ daemon: EnvironmentDaemon, _ index: Int) async throws {
    let ref = try await recorded(index, on: daemon)
    let ours = String(decoding: try await shown(ref, "plain", on: daemon), as: UTF8.self)
    let theirs = String(
      decoding: try await Tool.buildctl(
        ["debug", "logs", "--progress", "plain", ref], at: daemon.address), as: UTF8.self)
    let warnings = ours.firstRange(
      of: ours.contains("1 warning found") ? " warning found" : " warnings found")
    // A blank line and the number of warnings precede them; it has one digit.
    let build = warnings.map { ours[..<$0.lowerBound].dropLast(2) } ?? ours[...]
    let isSame = warnings == nil ? ours == theirs : theirs == build
    let first = zip(ours.split(separator: "\n"), theirs.split(separator: "\n")).first { $0 != $1 }
    #expect(isSame, "\(String(describing: first))")
    #expect(theirs.contains("DONE") && theirs.contains("#1 "))
  }
}
