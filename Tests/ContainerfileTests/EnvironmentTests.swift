import Bento
import Containerfile
import Testing

@Suite struct EnvironmentTests {
  @Test(arguments: [
    ("plain", ["ARG A=plain", "ENV A=$A"]),
    ("''", ["ARG A", "ENV A=$A"]),
    ("~", ["ARG A", "ENV A=$A"]),
    ("hello big world", ["ARG A='hello big world'", "ENV A=$A"]),
    ("$HOME", ["ARG A='$HOME'", "ENV A=$A"]),
    ("a\\b", ["ARG A='a\\b'", "ENV A=$A"]),
    ("it's", ["ARG A='it'\"'\"'s'", "ENV A=$A"]),
    ("'a=b,c@d%e+f:g'", ["ARG A=a=b,c@d%e+f:g", "ENV A=$A"]),
    ("naïve ☃", ["ARG A='naïve ☃'", "ENV A=$A"]),
  ])
  func aVariableIsSetForBuildAndRun(_ value: String, lines: [String]) throws {
    let file = try current(envs: "[{name: A, value: \(value)}]")
    let place = try #require(file.place(of: lines[0]))
    #expect(file.lines[place + 1] == lines[1])
    #expect(file.lines[place + 2].hasPrefix("RUN mkdir"))
  }

  @Test func aRuntimeVariableComesBehindEveryCommandButTheLast() throws {
    let file = try current(envs: "[{name: A, value: 'x y', stage: runtime}]")
    let place = try #require(file.place(of: "ENV A='x y'"))
    #expect(file.lines[place - 1] == "COPY --chown=bentoml:bentoml . ./")
    #expect(!file.text.contains("ARG A"))
  }

  @Test func aRuntimeVariableWithoutValueIsLeftToTheRuntime() throws {
    #expect(try current(envs: "[{name: A, stage: runtime}]").text == current().text)
  }

  @Test(arguments: ["TWO WORDS", "1A", "A-B", "A.B", "", "A=B", "Ä", "A\\nRUN x"])
  func aNameMustBeOne(_ name: String) {
    #expect(failure { try current(envs: "[{name: \"\(name)\"}]") } == .invalidVariableName)
  }

  @Test func whiteSpaceAroundANameIsDropped() throws {
    #expect(try current(envs: "[{name: '  A ', value: x}]").place(of: "ARG A=x") != nil)
  }

  @Test(arguments: ["a\\nb", "a\\rb", "\\n"])
  func aValueIsOneLine(_ value: String) {
    for stage in ["all", "runtime"] {
      let envs = "[{name: A, value: \"\(value)\", stage: \(stage)}]"
      #expect(failure { try current(envs: envs) } == .invalidVariableValue)
    }
  }
}

@Suite struct SecretTests {
  private let envs = "[{name: T, value: given, stage: build}, {name: U, stage: build}]"
  private let exports =
    #"export T="$(cat /run/secrets/T)" U="$(cat /run/secrets/U)"; : "${T:?}" "${U:?}";"#
  private let mounts = "--mount=type=secret,id=T --mount=type=secret,id=U"

  @Test func secretsAreListedAndNeverWritten() throws {
    let file = try current(envs: envs)
    #expect(file.secrets.map(\.id) == ["T", "U"])
    #expect(file.secrets.map(\.fallback) == ["given", nil])
    #expect(!file.text.contains("given"))
  }

  @Test func aSecretIsMountedOnce() throws {
    let file = try current(envs: "[{name: T, stage: build}, {name: ' T', value: x, stage: build}]")
    #expect(file.secrets.map(\.fallback) == ["x"])
  }

  @Test(arguments: [
    ("echo a && echo b", "echo a && echo b", ""),
    ("if [ -f /x ]; then echo y; fi", "if [ -f /x ]; then echo y; fi", ""),
    ("--network=none  echo hi", "echo hi", "--network=none "),
  ])
  func theWholeCommandHasThem(_ command: String, body: String, flags: String) throws {
    let file = try current(image: "commands: ['\(command)']", envs: envs)
    #expect(file.place(of: "RUN \(mounts) \(flags)\(exports) \(body)") != nil)
  }

  @Test func aScriptGivenWholeBeginsWithThem() throws {
    let file = try current(image: "commands: [\"<<EOF\\necho hi\\nEOF\"]", envs: envs)
    #expect(file.text.contains("RUN \(mounts) <<EOF\n\(exports)\necho hi\nEOF\n"))
  }

  @Test func aScriptForAnotherInterpreterOnlyHasTheFiles() throws {
    let file = try current(image: "commands: [\"<<EOF\\n#!/usr/bin/python3\\nEOF\"]", envs: envs)
    #expect(file.text.contains("RUN \(mounts) <<EOF\n#!/usr/bin/python3\nEOF\n"))
  }

  @Test func aDocumentForACommandComesAfterThem() throws {
    let file = try current(image: "commands: [\"<<EOF cat\\nx\\nEOF\"]", envs: envs)
    #expect(file.text.contains("RUN \(mounts) \(exports) <<EOF cat\nx\nEOF\n"))
  }

  @Test(arguments: [
    (#"["echo", "it''s \"so\""]"#, true), (#"[ -f /x ] && echo y"#, false),
    (#"["a" "b"]"#, false), ("[]", true),
  ])
  func aCommandWithoutShellOnlyHasTheFiles(_ command: String, isList: Bool) throws {
    let file = try current(image: "commands: ['\(command)']", envs: envs)
    let line = try #require(file.lines.first { $0.hasPrefix("RUN \(mounts)") })
    #expect(line.contains("export") == !isList)
  }

  @Test func packagesAreInstalledWithThemAndTheCache() throws {
    let file = try current(envs: envs)
    let cache = "--mount=type=cache,sharing=locked,target=/root/.cache/"
    #expect(file.lines.contains { $0.hasPrefix("RUN \(mounts) \(cache) \(exports) if [ -d ./src") })
  }

  @Test func withoutBuildKitTheyAreRefused() {
    #expect(
      failure { try current(envs: envs, .init(buildKit: false)) } == .secretsNeedBuildKit)
  }

  @Test(
    arguments: [
      ("env", "yaml", "env"), ("env", nil, "env"), ("", "yaml", "yaml"), (nil, "yaml", "yaml"),
    ] as [(String?, String?, String)])
  func theEnvironmentComesBeforeTheFile(
    _ environment: String?, yaml: String?, value: String
  ) throws {
    let entry = yaml.map { ", value: \($0)" } ?? ""
    let secret = try #require(
      current(envs: "[{name: T, stage: build\(entry)}]").secrets.first)
    #expect(try secret.value { $0 == "T" ? environment : nil } == value)
  }

  @Test(arguments: [nil, ""] as [String?])
  func aMissingSecretIsNamed(_ environment: String?) throws {
    let secret = try #require(current(envs: "[{name: T, stage: build}]").secrets.first)
    #expect(failure { try secret.value { _ in environment } } == .missingSecret)
  }
}
