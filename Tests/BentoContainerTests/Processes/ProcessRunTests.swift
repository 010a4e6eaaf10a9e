import FileTree
import Glibc
import Testing

@testable import BentoContainer

@Suite struct ProcessRunTests {
  let standIn = StandIn()

  private func failure(
    of plan: ProcessPlan, _ options: ProcessOptions? = nil
  ) async -> ProcessFailure? {
    do {
      _ = try await plan.run(options: options ?? standIn.options)
      return nil
    } catch {
      return error as? ProcessFailure
    }
  }

  private func kind(of plan: ProcessPlan) async -> ContainerError.Kind? {
    do {
      _ = try await plan.run(options: standIn.options)
      return nil
    } catch {
      return (error as? ContainerError)?.kind
    }
  }

  @Test func bothStreamsComeAndAreKept() async throws {
    standIn.program("docker", "echo out; echo err >&2; sleep 0.1; echo again")
    let pieces = Pieces()
    let outcome = try await ProcessPlan(program: "docker", arguments: [])
      .run(options: standIn.options) { await pieces.take($0) }
    #expect(await pieces.text(ofErrors: false) == "out\nagain\n")
    #expect(await pieces.text(ofErrors: true) == "err\n")
    #expect(outcome.standardOutput == Array("out\nagain\n".utf8))
    #expect(outcome.standardError == Array("err\n".utf8))
  }

  @Test func outputComesWhileTheProgramRuns() async throws {
    // The program waits for what the observer makes of its first line.
    standIn.program("docker", "echo first; while [ ! -e $HERE/seen ]; do sleep 0.01; done")
    let standIn = standIn
    _ = try await ProcessPlan(program: "docker", arguments: [])
      .run(options: standIn.options) { _ in standIn.write("", to: "seen") }
  }

  @Test func ofMuchOutputTheEndIsKeptAndPiecesComeOneByOne() async throws {
    standIn.program(
      "docker",
      "(seq 1 600000 >&2) & seq 1 600000; wait; echo the end; echo the error >&2")
    let pieces = Pieces()
    let outcome = try await ProcessPlan(program: "docker", arguments: [])
      .run(options: standIn.options) { await pieces.take($0) }
    #expect(outcome.standardOutput.count == OutputTail.limit)
    #expect(outcome.standardError.count == OutputTail.limit)
    #expect(outcome.standardOutput.suffix(8) == Array("the end\n".utf8)[...])
    #expect(await pieces.text(ofErrors: false).utf8.count == 4_088_903)
    #expect(await pieces.overlaps == 0)
  }

  @Test func aFailureTellsTheStatusAndTheLastLines() async throws {
    standIn.program(
      "podman", "seq 1 100; echo 'Error: building at STEP' >&2; echo hint >&2; exit 125")
    let failure = try #require(
      await failure(of: ProcessPlan(program: "podman", arguments: ["build", "a b"])))
    #expect(failure.termination == .exited(125))
    #expect(failure.program == "podman")
    #expect(failure.commandLine == "podman build 'a b'")
    #expect(failure.lastLines.count == 50)
    #expect(failure.lastLines.contains("100"))
    #expect(failure.reason == "Error: building at STEP")
    #expect("\(failure)" == "podman ended with status 125: Error: building at STEP")
  }

  /// As where the machine is so busy that one stream is read whole before the other one.
  @Test(arguments: [
    ("echo complained >&2; sleep 0.2; seq 1 100", ["complained"] + (52...100).map { "\($0)" }),
    ("echo said; sleep 0.2; seq 1 100 >&2", ["said"] + (52...100).map { "\($0)" }),
    ("seq 1 100; sleep 0.2; seq 201 300 >&2", (Array(76...100) + Array(276...300)).map { "\($0)" }),
    ("printf a; printf 'x\ny' >&2; sleep 0.2; printf 'b\n\nc\rd'", ["x", "ab", "c", "d", "y"]),
  ])
  func eachStreamHasItsShareOfTheLastLines(_ script: String, _ lines: [String]) async throws {
    standIn.program("podman", "\(script); exit 1")
    let failure = try #require(await failure(of: ProcessPlan(program: "podman", arguments: [])))
    #expect(failure.lastLines == lines)
  }

  @Test func aSignalIsTold() async throws {
    standIn.program("podman", "kill -SEGV $$")
    let failure = try #require(await failure(of: ProcessPlan(program: "podman", arguments: [])))
    #expect(failure.termination == .signalled(SIGSEGV))
  }

  @Test func aProgramThatIsNotThereIsNamed() async {
    #expect(await kind(of: ProcessPlan(program: "nerdctl", arguments: [])) == .programNotFound)
    let missing = standIn.path("bin/none")
    #expect(await kind(of: ProcessPlan(program: missing, arguments: [])) == .programNotStarted)
  }

  @Test func aFileThatIsNoProgramIsNamed() async {
    chmod(standIn.write("\u{7f}ELF nonsense", to: "bin/docker"), 0o755)
    #expect(await kind(of: ProcessPlan(program: "docker", arguments: [])) == .programNotStarted)
  }

  @Test func argumentsThatNoProgramCanBeGivenAreRefused() async {
    standIn.program("docker", "")
    let plan = ProcessPlan(program: "docker", arguments: ["a\0b"])
    #expect(await kind(of: plan) == .invalidOption)
    let long = ProcessPlan(
      program: "docker", arguments: [Argument(String(repeating: "a", count: 200_000))])
    #expect(await kind(of: long) == .programNotStarted)
  }

  @Test func argumentsArriveAsTheyAre() async throws {
    standIn.program("docker", #"for word; do printf '[%s]' "$word"; done"#)
    let outcome = try await ProcessPlan(
      program: "docker", arguments: ["a b", "", "$HOME 'x' \"y\"", "é\n"]
    ).run(options: standIn.options)
    let text = String(decoding: outcome.standardOutput, as: UTF8.self)
    #expect(text == "[a b][][$HOME 'x' \"y\"][é\n]")
  }

  @Test(arguments: [
    (ProcessPlan.StandardInput.none, "0\n"), (.bytes(Array("FROM scratch\n".utf8)), "13\n"),
    (.bytes([UInt8](repeating: 65, count: 300_000)), "300000\n"),
  ])
  func itReadsWhatItIsGiven(_ input: ProcessPlan.StandardInput, _ count: String) async throws {
    standIn.program("docker", "wc -c")
    var plan = ProcessPlan(program: "docker", arguments: [])
    plan.standardInput = input
    let outcome = try await plan.run(options: standIn.options)
    #expect(String(decoding: outcome.standardOutput, as: UTF8.self) == count)
  }

  @Test func itNeedNotReadWhatItIsGiven() async throws {
    standIn.program("docker", "exit 3")
    var plan = ProcessPlan(program: "docker", arguments: [])
    plan.standardInput = .bytes([UInt8](repeating: 65, count: 300_000))
    #expect(await failure(of: plan)?.termination == .exited(3))
  }

  @Test func itRunsInOurFolder() async throws {
    standIn.program("docker", "pwd -P")
    let outcome = try await ProcessPlan(program: "docker", arguments: []).run(
      options: standIn.options)
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    let here = getcwd(&buffer, buffer.count).map { String(cString: $0) }
    #expect(String(decoding: outcome.standardOutput, as: UTF8.self) == "\(here ?? "")\n")
  }

  @Test func theEnvironmentGoesOverTheDefaults() async throws {
    standIn.program("docker", #"echo "$BUILDAH_FORMAT $HOME""#)
    let home = getenv("HOME").map { String(cString: $0) } ?? ""
    var plan = ProcessPlan(program: "docker", arguments: [])
    plan.defaultEnvironment = ["BUILDAH_FORMAT": "oci", "HOME": "/default"]
    var options = standIn.options
    let lookup = options.environment
    options.environment = { $0 == "HOME" ? home : lookup($0) }
    let outcome = try await plan.run(options: options)
    #expect(String(decoding: outcome.standardOutput, as: UTF8.self) == "oci \(home)\n")
  }

  @Test(arguments: [(TerminalUse.own, "--non-interactive "), (.shared, "")])
  func anAdministratorRunsItBySudo(_ terminal: TerminalUse, _ flag: String) async throws {
    standIn.program("sudo", #"echo "$@""#)
    let docker = standIn.program("docker", "")
    var plan = ProcessPlan(program: "docker", arguments: ["build"])
    plan.asAdministrator = true
    plan.defaultEnvironment = ["B": "2", "A": "1"]
    var options = standIn.options
    options.terminal = terminal
    let outcome = try await plan.run(options: options)
    let words = String(decoding: outcome.standardOutput, as: UTF8.self)
    #expect(words == "\(flag)--preserve-env=A,B \(docker) build\n")
  }
}
