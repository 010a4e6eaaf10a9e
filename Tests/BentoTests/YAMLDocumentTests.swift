import Bento
import Testing

@Suite struct YAMLDocumentTests {
  private func fields(_ yaml: String) throws(BentoError) -> YAMLFields {
    try YAMLFile.fields(in: Array(yaml.utf8), of: "test.yaml")
  }

  private func entries(_ yaml: String) throws -> [String] {
    try fields(yaml).value.entries().map { "\($0.key)=\(try $0.value.text())" }
  }

  @Test func ofEqualKeysTheLastWinsAtTheFirstsPlace() throws {
    #expect(try entries("a: 1\nb: 2\na: 3\n") == ["a=3", "b=2"])
  }

  @Test(arguments: [
    ("base: &b {x: 1, y: 2}\nm: {<<: *b, y: 3}", ["x=1", "y=3"]),
    ("base: &b {x: 1}\nm: {y: 3, <<: *b}", ["x=1", "y=3"]),
    ("a: &a {x: 1}\nb: &b {x: 2, z: 4}\nm: {<<: [*a, *b]}", ["x=1", "z=4"]),
  ])
  func mergeKeysLoseToTheMappingsOwn(_ yaml: String, merged: [String]) throws {
    let merge = try #require(try fields(yaml)["m"])
    #expect(try merge.entries().map { "\($0.key)=\(try $0.value.text())" } == merged)
  }

  @Test func anAliasStandsForItsAnchor() throws {
    #expect(try entries("a: &v hello\nb: *v\n") == ["a=hello", "b=hello"])
  }

  @Test func anAliasBombIsRefused() throws {
    var yaml = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    for level in 1...9 {
      let aliases = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
      yaml += "a\(level): &a\(level) [\(aliases)]\n"
    }
    let error = try #require(errorOf { () throws(BentoError) in try fields(yaml) })
    #expect(error.kind == .malformedYAML)
    #expect(error.location?.line == 6)
  }

  @Test func depthIsBounded() throws {
    let deep = String(repeating: "[", count: 500) + String(repeating: "]", count: 500)
    #expect(errorOf { () throws(BentoError) in try fields("a: \(deep)") }?.kind == .malformedYAML)
  }

  @Test(arguments: [
    ("a: [1, 2", 2, 1),
    ("a: 1\n b: 2\n", 2, 3),
    ("a: *nowhere\n", 1, 4),
    ("a: &x 1\nb: &x 2\n", 2, 4),
    ("a: &x [*x]\n", 1, 8),
    ("a: 1\n---\nb: 2\n", 2, 1),
    ("a: !!python/object:os.system x\n", 1, 4),
    ("? [1, 2]\n: x\n", 1, 3),
    ("a: {<<: 1}\n", 1, 5),
    ("a:\n\tb: 1", 2, 1),
  ])
  func whatIsMalformedIsSaidWithItsPlace(_ yaml: String, line: Int, column: Int) throws {
    let error = try #require(errorOf { () throws(BentoError) in try fields(yaml + "\n") })
    #expect(error.kind == .malformedYAML)
    #expect(error.location?.line == line)
    #expect(error.location?.column == column)
    #expect(error.description.hasPrefix("test.yaml:\(line):\(column): "))
  }

  @Test(arguments: ["", "# only a comment\n", "- a\n- b\n", "text\n", "~\n"])
  func theRootMustBeAMapping(_ yaml: String) {
    #expect(errorOf { () throws(BentoError) in try fields(yaml) }?.kind == .invalidField)
  }

  @Test func bytesThatAreNoUTF8AreRefused() {
    let error = errorOf { () throws(BentoError) in
      try YAMLFile.fields(in: [0x61, 0x3A, 0x20, 0xFF, 0xFE], of: "test.yaml")
    }
    #expect(error?.kind == .malformedYAML)
  }
}
