import Jinja
import Testing

@Suite struct LimitTests {
  /// Templates that would run or grow without end.
  static let endless = [
    "{% for a in range(100000) %}{% for b in range(100000) %}{% endfor %}{% endfor %}",
    "{% set l = [1] %}{% for x in l %}{{ l.append(x) }}{% endfor %}",
    "{{ 'x' * 10 ** 12 }}",
    "{{ [0] * 10 ** 12 }}",
    "{{ 'x'|center(10 ** 15) }}",
    "{{ '%1000000000d' % 1 }}",
    "{{ '{:>1000000000}'.format(1) }}",
    "{{ 'x'.ljust(10 ** 15) }}",
    "{{ 'a\\nb'|indent(10 ** 15) }}",
    "{{ [1]|batch(10 ** 12, 0)|list }}",
    "{{ [1]|slice(10 ** 12)|list }}",
    "{% set ns = namespace(s='x') %}{% for i in range(99) %}{% set ns.s = ns.s ~ ns.s %}{% endfor %}",
    "{% set ns = namespace(l=[1]) %}{% for i in range(99) %}{% set ns.l = ns.l + ns.l %}{% endfor %}",
    "{{ ('a' * 100000).replace('a', 'b' * 100000) }}",
    "{{ 2 ** 10 ** 9 }}",
    "{{ range(10 ** 18) }}",
    "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "{% macro m(f) %}{{ [f]|map('list')|list }}{{ m(f) }}{% endmacro %}{{ m([1]) }}",
    "{% block a %}{{ self.a() }}{% endblock %}",
    "{% include 'main' %}",
    "{% extends 'main' %}",
    "{% import 'main' as x %}",
    "{% for x in [1] recursive %}{{ loop([1]) }}{% endfor %}",
    "{% set l = [] %}{{ l.append(l) }}{{ l == [l] }}{{ l|tojson }}",
    "{% set l = [] %}{{ l.append(l) }}{% set m = [] %}{{ m.append(m) }}{{ l == m }}",
    "{% set l = [] %}{{ l.append(l) }}{% set m = [] %}{{ m.append(m) }}{{ l < m }}",
    "{% set l = [] %}{{ l.append(l) }}{{ l|pprint }}",
    "{% set ns = namespace(l=[]) %}{% for i in range(9999) %}{% set ns.l = [ns.l] %}{% endfor %}{{ ns.l }}",
    "{% set ns = namespace(l=[]) %}{% for i in range(9999) %}{% set ns.l = ns.l|map('string') %}{% endfor %}{{ ns.l|list }}",
    "{% for i in range(99999) %}{{ 'a long enough text to fill the output' * 100 }}{% endfor %}",
    "{% set s = 'ab' * 1000000 %}{% for i in range(99999) %}{{ 'c' in s }}{% endfor %}",
    "{% set s = 'a' * 9999999 %}{% for i in range(99999) %}{{ s|length }}{% endfor %}",
    "{% set s = 'a' * 9999999 %}{% for i in range(99999) %}{{ s is lower }}{% endfor %}",
    "{% set s = 'a' * 9999999 %}{% for i in range(99999) %}{{ s in {} }}{{ {}[s] }}{% endfor %}",
    "{% set s = 'a' * 9999999 %}{% for i in range(99999) %}{{ s.replace('b', '') }}{% endfor %}",
    "{% set s = 'a' * 9999999 %}{% for i in range(99999) %}{{ [s, s]|sort|first|first }}{% endfor %}",
    "{% set l = range(99999)|list %}{% for i in l %}{{ l == l[:] }}{% endfor %}",
  ]

  @Test(arguments: endless)
  func endlessTemplatesEnd(_ source: String) throws {
    var environment = JinjaEnvironment()
    environment.limits.steps = 300_000
    environment.limits.work = 32 << 20
    environment.loader = .texts(["main": source])
    let error = #expect(throws: JinjaError.self) {
      try environment.template(source, name: "main").render()
    }
    #expect(error?.kind == .limit, "\(String(describing: error))")
  }

  /// What is repeated to make templates that are nested too deep or too long.
  static let deep: [(String, String, String)] = [
    ("(", "1", ")"), ("[", "", "]"), ("{1:", "1", "}"), ("-", "1", ""), ("not ", "1", ""),
    ("f(", "", ")"), ("a[", "0", "]"), ("", "1", "+1"), ("", "1", "|abs"), ("", "a", ".b"),
    ("", "a", "[0]"), ("", "a", "()"), ("1 if ", "1", " else 1"), ("", "1", " if 1"),
    ("", "1", "**1"), ("", "1", " or 1"), ("a|f(", "1", ")"), ("a is b(", "1", ")"),
    ("1 in ", "1", ""), ("", "a", " is odd"), ("(1,", "1", ")"), ("~", "", ""),
  ]

  @Test(arguments: deep)
  func deepExpressionsAreRefused(_ parts: (String, String, String)) {
    let count = 20_000
    let source =
      "{{ " + String(repeating: parts.0, count: count) + parts.1
      + String(repeating: parts.2, count: count) + " }}"
    #expect(throws: JinjaError.self) { try JinjaEnvironment().template(source).render() }
  }

  static let statements = [
    "{% if 1 %}", "{% for x in y %}", "{% with %}", "{% macro m() %}", "{% call m() %}",
    "{% filter upper %}", "{% set x %}", "{% block b%d %}",
  ]

  @Test(arguments: statements)
  func deepStatementsAreRefused(_ statement: String) {
    let source = (0..<20_000).map { statement.replacing("%d", with: "\($0)") }.joined()
    let error = #expect(throws: JinjaError.self) { try JinjaEnvironment().template(source) }
    #expect(error?.kind == .limit)
  }

  @Test func whatIsNestedAsDeepAsAllowedWorks() throws {
    let depth = 90
    let parentheses =
      String(repeating: "(", count: depth) + "1" + String(repeating: ")", count: depth)
    let sum = Array(repeating: "1", count: 190).joined(separator: "+")
    let conditions =
      String(repeating: "{% if 1 %}", count: depth) + "x"
      + String(repeating: "{% endif %}", count: depth)
    let macro =
      "{% macro m(n) %}{% if n %}{{ [m(n - 1)]|map('upper')|join }}{% else %}x{% endif %}"
      + "{% endmacro %}{{ m(100) }}"
    let source = "{{ \(parentheses) }}{{ \(sum) }}\(conditions)\(macro)"
    #expect(try JinjaEnvironment().template(source).render() == "1190xX")
  }

  @Test func aTemplateThatIsTooLargeIsRefused() {
    let source = String(repeating: "x", count: 2 << 20)
    let error = #expect(throws: JinjaError.self) { try JinjaEnvironment().template(source) }
    #expect(error?.kind == .limit)
  }

  @Test func manyTemplatesAreRefused() throws {
    var environment = JinjaEnvironment()
    environment.loader = JinjaLoader { .source("\($0)") }
    let template = try environment.template(
      "{% for i in range(1000) %}{% include i|string %}{% endfor %}")
    let error = #expect(throws: JinjaError.self) { try template.render() }
    #expect(error?.kind == .limit)
  }
}
