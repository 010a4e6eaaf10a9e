import Jinja
import Testing

@Suite struct NativeTemplateTests {
  private func environment() -> JinjaEnvironment {
    var environment = JinjaEnvironment()
    environment.loader = .texts(["_macros.j2": "{% macro RUN() %}RUN {{ caller() }}{% endmacro %}"])
    return environment
  }

  private func base() throws -> JinjaTemplate {
    var native = NativeTemplate(
      name: "base.j2",
      parts: [
        .text { variables in "# \(text(variables["header"]))\n" },
        .block(NativeBlock("FROM") { variables in "FROM \(text(variables["image"]))\n" }),
        .block(
          NativeBlock("USER") { variables in
            "USER \(text(variables["user"])) \(text(variables["entrypoint"]))\n"
          }),
      ])
    native.imports = [("common", "_macros.j2")]
    native.prepare = { variables in
      if case .undefined = variables["entrypoint"] { variables["entrypoint"] = "default.sh" }
    }
    return try JinjaTemplate(native, environment: environment())
  }

  private func render(_ source: String, _ variables: [String: JinjaValue] = [:]) throws -> String {
    let all: [String: JinjaValue] = ["image": "python", "user": "bentoml", "header": "made"]
    let template = try environment().template(
      source, name: "t", globals: ["bento_base_template": .template(base())])
    return try template.render(all.merging(variables) { $1 })
  }

  @Test func itRendersAlone() throws {
    let text = try base().render(["image": "python", "user": "u", "header": "h"])
    #expect(text == "# h\nFROM python\nUSER u default.sh\n")
  }

  @Test func itsBlocksAreOverriddenAndCalled() throws {
    let text = try render(
      "{% extends bento_base_template %}{% block USER %}A\n{{ super()|upper }}{% endblock %}")
    #expect(text == "# made\nFROM python\nA\nUSER BENTOML DEFAULT.SH\n")
  }

  @Test func itIsExtendedByName() throws {
    let base = try base()
    var environment = JinjaEnvironment()
    environment.loader = JinjaLoader { $0 == "base.j2" ? .template(base) : nil }
    let template = try environment.template(
      "{% extends 'base.j2' %}{% block FROM %}{{ self.USER() }}{% endblock %}")
    #expect(try template.render(["user": "u"]) == "# \nUSER u default.sh\nUSER u default.sh\n")
  }

  @Test func itSeesWhatTheChildSetsAtItsTopLevel() throws {
    let text = try render(
      """
      {% extends bento_base_template %}
      {% set user = 'alice' %}
      {% set entrypoint = 'mine.sh' %}
      {% block USER %}
      {% set user = 'local' %}
      {{ super() }}
      {%- endblock %}
      """)
    #expect(text == "# made\nFROM python\nUSER alice mine.sh\n")
  }

  @Test func whatItPreparesAndImportsIsSeenInBlocks() throws {
    let text = try render(
      "{% extends bento_base_template %}{% block USER %}{{ entrypoint }} "
        + "{% call common.RUN() %}x{% endcall %}{% endblock %}")
    #expect(text == "# made\nFROM python\ndefault.sh RUN x")
  }

  @Test func aBlockInBetweenAndItsGrandchild() throws {
    let base = try base()
    var environment = environment()
    environment.loader = environment.loader.or(
      JinjaLoader { name in
        switch name {
        case "base": .template(base)
        case "middle": .source("{% extends 'base' %}{% block FROM %}M{{ super() }}{% endblock %}")
        default: nil
        }
      })
    let template = try environment.template(
      "{% extends 'middle' %}{% block FROM %}C{{ super() }}{{ super.super() }}{% endblock %}")
    #expect(
      try template.render(["image": "i", "user": "u", "header": "h"])
        == "# h\nCMFROM i\nFROM i\nUSER u default.sh\n")
  }

  @Test func aBlockTwiceIsRefused() {
    let block = NativeTemplate.Part.block(NativeBlock("A") { _ in "" })
    #expect(throws: JinjaError.self) {
      try JinjaTemplate(
        NativeTemplate(name: "n", parts: [block, block]), environment: JinjaEnvironment())
    }
  }

  @Test func errorsOfClosuresAreErrorsOfTheTemplate() throws {
    struct Broken: Error {}
    let native = NativeTemplate(
      name: "n", parts: [.block(NativeBlock("A") { _ in throw Broken() })])
    let template = try JinjaTemplate(native, environment: JinjaEnvironment())
    let error = #expect(throws: JinjaError.self) { try template.render() }
    #expect(error?.kind == .runtime)
  }
}

private func text(_ value: JinjaValue) -> String {
  if case .string(let text) = value { text } else { "" }
}
