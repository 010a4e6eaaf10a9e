import FileTree
import Testing

@testable import BentoContainer

@Suite struct ArgumentTests {
  static let file = try? TreePath("env/docker/Dockerfile")

  @Test(
    arguments: [
      ("--pull", "--pull", "--pull"),
      (Argument("a" + "b"), "ab", "ab"),
      (.context, "<context>", "/stage"),
      ("--local=context=\(.context)", "--local=context=<context>", "--local=context=/stage"),
      (
        .inContext(file ?? .root), "<context>/env/docker/Dockerfile", "/stage/env/docker/Dockerfile"
      ),
      (
        "--file=\(.inContext(file ?? .root))!", "--file=<context>/env/docker/Dockerfile!",
        "--file=/stage/env/docker/Dockerfile!"
      ),
      (.secret("TOKEN"), "id=TOKEN,<secret>", "id=TOKEN,env=X"),
      ("\("<context>")", "<context>", "<context>"),
    ] as [(Argument, String, String)])
  func holesAreFilledWhenItRuns(_ argument: Argument, _ shown: String, _ given: String) {
    #expect(argument.text == shown)
    let bytes = argument.bytes(staged: Array("/stage".utf8), secrets: ["TOKEN": "id=TOKEN,env=X"])
    #expect(String(decoding: bytes, as: UTF8.self) == given)
  }

  @Test func aCommandLineIsQuotedForAShell() {
    var plan = ProcessPlan(
      program: "docker",
      arguments: ["build", "--label=a b", "it's", "", "$HOME", .secret("T"), .context])
    plan.secrets = [.init(id: "T", value: Array("hidden".utf8))]
    plan.asAdministrator = true
    #expect(
      plan.commandLine == """
        sudo docker build '--label=a b' 'it'\\''s' '' '$HOME' 'id=T,<secret>' '<context>'
        """)
  }
}
