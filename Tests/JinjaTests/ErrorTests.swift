import Jinja
import Testing

@Suite struct ErrorTests {
  struct Fact: CustomTestStringConvertible {
    let source: String
    let kind: JinjaError.Kind
    let line: Int
    let column: Int

    init(_ source: String, _ kind: JinjaError.Kind, _ line: Int, _ column: Int) {
      (self.source, self.kind, self.line, self.column) = (source, kind, line, column)
    }

    var testDescription: String { source }
  }

  static let facts = [
    Fact("{{ a.b }}", .undefined, 1, 6),
    Fact("x\n  {{ 'é' + 1 }}", .runtime, 2, 10),
    Fact("{{ 1 +\n   missing }}", .undefined, 1, 6),
    Fact("{{ 'a'|upper|nofilter }}", .syntax, 1, 14),
    Fact("{{ [1, 'a']|sort }}", .runtime, 1, 13),
    Fact("{% if true %}\n{{ 'a'|nope }}\n{% endif %}", .runtime, 2, 8),
    Fact("{% for x in 5 %}{% endfor %}", .runtime, 1, 4),
    Fact("a\n\n{% if x %}", .syntax, 3, 4),
    Fact("{{ ''.__class__.__mro__ }}", .security, 1, 17),
    Fact("{{ (1 }}", .syntax, 1, 7),
    Fact("{% set a, b = [1] %}", .runtime, 1, 8),
    Fact("{% include 'nope' %}", .templateNotFound, 1, 4),
    Fact("{% macro m(a) %}\n{{ a.x }}{% endmacro %}\n{{ m() }}", .undefined, 2, 6),
    Fact("{{ 99999999999999999999 }}", .limit, 1, 4),
    Fact("{{ {}['a']() }}", .undefined, 1, 11),
    Fact("{{ range(1, 2, 0) }}", .runtime, 1, 9),
    Fact("{# é #}{{ \"x\n", .syntax, 1, 11),
    Fact("{% autoescape true %}", .unsupported, 1, 4),
    Fact("{{ 1 is odd(1) }}", .runtime, 1, 9),
  ]

  @Test(arguments: facts)
  func errorsNameTheirPlace(_ fact: Fact) {
    let error = #expect(throws: JinjaError.self) {
      try JinjaEnvironment().template(fact.source, name: "t").render()
    }
    #expect(error?.kind == fact.kind)
    #expect(error?.template == "t")
    #expect(error.map { [$0.line, $0.column] } == [fact.line, fact.column])
  }

  @Test func anErrorInAnotherTemplateNamesThatOne() throws {
    var environment = JinjaEnvironment()
    environment.loader = .texts(["lib": "{% macro m() %}\n\n{{ 1 / 0 }}{% endmacro %}"])
    let template = try environment.template("{% import 'lib' as l %}{{ l.m() }}", name: "t")
    let error = #expect(throws: JinjaError.self) { try template.render() }
    #expect(error?.description == "lib:3:6: division by zero")
  }

  @Test func anErrorAfterACallNamesTheCaller() throws {
    var environment = JinjaEnvironment()
    environment.loader = .texts(["lib": "{% macro m() %}x{% endmacro %}"])
    let template = try environment.template(
      "{% import 'lib' as l %}\n{{ l.m() + 1 }}", name: "t")
    let error = #expect(throws: JinjaError.self) { try template.render() }
    #expect(error?.template == "t")
    #expect(error?.line == 2)
  }
}
