import Jinja
import Testing

/// What templates make is freed even if it holds on to itself.
@Suite struct MemoryTests {
  private final class Witness: Sendable {}

  static let cycles = [
    "{% macro m() %}{{ m }}{% endmacro %}{{ m() }}",
    "{% macro m() %}{{ caller() }}{% endmacro %}{% call m() %}{% set x = m %}{{ x }}{% endcall %}",
    "{% set l = [witness] %}{{ l.append(l) }}",
    "{% set d = {'w': witness} %}{{ d.update(d=d) }}{{ d.setdefault('e', d) }}",
    "{% set ns = namespace(w=witness) %}{% set ns.self = ns %}",
    "{% set ns = namespace(w=witness) %}{% for x in [ns] %}{% set ns.loop = loop %}{% endfor %}",
    "{% set me = self %}{% block b %}{% set ns = namespace(w=witness) %}{% set ns.s = self %}{% endblock %}",
    "{% for x in [1] %}{% block b scoped %}{% macro m() %}{{ self }}{% endmacro %}{{ m() }}"
      + "{% endblock %}{% endfor %}",
    "{% import 'lib' as lib with context %}{% set lib2 = lib %}{{ lib.m(lib) }}",
    "{% import 'lib' as lib %}{{ lib.m(lib) }}{% set lib.l = 1 if false %}",
    "{% macro m() %}{{ m }}{{ 1 / 0 }}{% endmacro %}{{ m() }}",
    "{% for x in [[witness]] recursive %}{% set ns = namespace(l=loop) %}{% set ns.n = ns %}{% endfor %}",
  ]

  @Test(arguments: cycles)
  func nothingIsLeftBehind(_ source: String) {
    weak var left: Witness?
    do {
      let witness = Witness()
      left = witness
      var environment = JinjaEnvironment()
      environment.loader = .texts(["lib": "{% macro m(x) %}{{ x.m }}{{ m }}{% endmacro %}"])
      environment.globals["witness"] = .function(
        JinjaFunction("witness") { _ in
          withExtendedLifetime(witness) { .none }
        })
      _ = try? environment.template(source, name: "t").render()
    }
    #expect(left == nil)
  }

  /// Values that are nested deep would use up the stack when they are freed.
  @Test(arguments: [
    "[ns.v]", "(ns.v,)", "{'v': ns.v}", "cycler(ns.v)", "joiner(ns.v)", "namespace(v=ns.v)",
    "ns.v|map('string')", "[ns.v]|reverse", "[ns.v]|batch(1)", "{'v': ns.v}.items()",
    "dict(v=ns.v)",
    "[ns.v].append",
  ])
  func deepValuesAreRefused(_ expression: String) throws {
    let source =
      "{% set ns = namespace(v=[]) %}{% for i in range(99999) %}{% set ns.v = \(expression) %}"
      + "{% endfor %}"
    let error = #expect(throws: JinjaError.self) {
      try JinjaEnvironment().template(source).render()
    }
    #expect(error?.kind == .limit)
  }

  @Test func listsThatAreFilledLaterCanBeNestedDeep() throws {
    let source =
      "{% set ns = namespace(v=[]) %}{% set root = ns.v %}{% for i in range(9999) %}"
      + "{% set next = [] %}{{ ns.v.append(next) or '' }}{% set ns.v = next %}{% endfor %}"
      + "{{ root|length }}"
    #expect(try JinjaEnvironment().template(source).render() == "1")
  }
}
