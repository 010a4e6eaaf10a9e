import Jinja
import Testing

@Suite struct FunctionTests {
  private func render(
    _ source: String, _ change: (inout JinjaEnvironment) -> Void = { _ in }
  ) throws -> String {
    var environment = JinjaEnvironment()
    environment.filters["shout"] = .text("shout") { "\($0.uppercased())!" }
    environment.tests["short"] = JinjaFunction("short") { arguments in
      .bool(try arguments.text(at: 0).count < 3)
    }
    environment.globals["join"] = .function(
      JinjaFunction("join") { arguments in
        try arguments.allow(names: ["by"])
        var parts: [String] = []
        for index in arguments.positional.indices { parts.append(try arguments.text(at: index)) }
        return .string(parts.joined(separator: try arguments.text(named: "by") ?? "/"))
      })
    environment.globals["echo"] = .function(
      JinjaFunction("echo") { arguments in arguments.positional.first ?? .undefined })
    change(&environment)
    return try environment.template(source).render()
  }

  @Test func filtersTestsAndGlobalsWork() throws {
    #expect(try render("{{ 'a'|shout }} {{ ['a', 'b']|map('shout')|join }}") == "A! A!B!")
    #expect(try render("{{ 'ab' is short }} {{ 'abc' is not short }}") == "True True")
    #expect(try render("{{ ['a', 'bcd']|select('short')|list }}") == "['a']")
    #expect(try render("{{ join('a', 'b') }} {{ join('a', 'b', by='-') }}") == "a/b a-b")
    #expect(try render("{{ 'shout' is filter }}{{ 'short' is test }}") == "TrueTrue")
  }

  @Test func valuesGoInAndComeOutAsTheyAre() throws {
    let source = "{{ echo([1, 2.5, 'x', none, true, (1,), {'k': [missing]}]) }}"
    #expect(try render(source) == "[1, 2.5, 'x', None, True, (1,), {'k': [Undefined]}]")
    #expect(
      try render("{{ echo([1, 2]|map('string')) }}{{ echo(range(3)) }}") == "['1', '2'][0, 1, 2]")
    #expect(try render("{{ echo(echo)('x') }}{{ echo() is undefined }}") == "xTrue")
  }

  @Test func listsAreCopied() throws {
    #expect(try render("{% set l = [1] %}{{ echo(l).append(2) }}{{ l }}") == "None[1]")
  }

  @Test(arguments: [
    ("{{ 5|shout }}", JinjaError.Kind.runtime), ("{{ missing|shout }}", .undefined),
    ("{{ 'a'|shout(1) }}", .runtime), ("{{ join('a', to='b') }}", .runtime),
    ("{% macro m() %}{% endmacro %}{{ echo(m) }}", .runtime),
    ("{% set l = [] %}{{ l.append(l) }}{{ echo(l) }}", .limit),
  ])
  func wrongArgumentsAreErrors(_ source: String, _ kind: JinjaError.Kind) {
    let error = #expect(throws: JinjaError.self) { try render(source) }
    #expect(error?.kind == kind)
    #expect(error?.line == 1)
  }

  @Test func valuesAreWrittenAsLiterals() throws {
    let values: [String: JinjaValue] = [
      "a": ["x": 1, "y": [true, 2.5]], "b": "text", "c": .tuple([1]), "d": .none,
    ]
    let template = try JinjaEnvironment().template("{{ a }}{{ b }}{{ c }}{{ d }}")
    #expect(try template.render(values) == "{'x': 1, 'y': [True, 2.5]}text(1,)None")
  }

  @Test func aTemplateIsRenderedManyTimesAtOnce() async throws {
    let template = try JinjaEnvironment().template(
      "{% macro m(x) %}{{ x }}{% endmacro %}{% for i in range(n) %}{{ m(i) }}{% endfor %}")
    try await withThrowingTaskGroup(of: (Int, String).self) { group in
      for count in 0..<20 {
        group.addTask { (count, try template.render(["n": .int(count)])) }
      }
      for try await (count, text) in group {
        #expect(text == (0..<count).map(String.init).joined())
      }
    }
  }

  @Test func optionsDecideAboutNewlines() throws {
    let source = "  {% if true %}\nx\n  {% endif %}\n"
    #expect(try render(source) == "x\n")
    #expect(try render(source) { $0.trimBlocks = false } == "\nx\n")
    #expect(try render(source) { $0.lstripBlocks = false } == "  x\n  ")
    #expect(try render("x\n\n") { $0.keepTrailingNewline = true } == "x\n\n")
  }
}
