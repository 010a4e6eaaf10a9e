import Testing

/// Tables on a terminal that is too narrow for them, and where there is none.
@Suite(.takingTurns) struct NarrowTerminalTests {
  private func lines(_ arguments: [String], columns: UInt16) async throws -> [Substring] {
    let (ending, shown) = try await Command(arguments).run(on: try PseudoTerminal(columns: columns))
    #expect(ending == .exited(0), "\(shown)")
    return shown.split(separator: "\r\n")
  }

  @Test func aWideColumnIsCutAndTheFirstIsNot() async throws {
    let piped = try await Command(["workers"]).run()
    let id = try #require(piped.text.split(separator: "\n").last?.split(separator: " ").first)
    #expect(!piped.text.contains("…"))
    let lines = try await lines(["workers"], columns: 40)
    #expect(lines.count == 2)
    #expect(lines.last?.hasPrefix("\(id)  linux/") == true)
    #expect(lines.last?.hasSuffix("…") == true && lines.last?.count == 40, "\(lines)")
  }

  @Test(arguments: [["workers", "--verbose"], ["info"]])
  func namesAndValuesAreNotCut(_ arguments: [String]) async throws {
    let piped = try await Command(arguments).run()
    let lines = try await lines(arguments, columns: 40)
    let values = piped.text.split(separator: "\n").compactMap { $0.split(separator: ":  ").last }
    #expect(!values.isEmpty)
    for value in values {
      let value = value.drop { $0 == " " }
      #expect(lines.contains { $0.hasSuffix(":  \(value)") }, "\(value) is not in \(lines)")
    }
  }

  @Test func theSizesOfACacheAreAllThere() async throws {
    let lines = try await lines(["du"], columns: 40)
    #expect(lines[0].contains("SIZE"), "\(lines)")
    #expect(!lines.contains { $0.contains("…") }, "\(lines)")
    #expect(lines.last?.hasPrefix("Total:") == true)
  }
}
