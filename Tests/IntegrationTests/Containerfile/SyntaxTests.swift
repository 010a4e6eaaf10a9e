import BuildKit
import Containerfile
import FileTree
import Glibc
import Testing

/// Containerfiles of every kind are understood by those who get them: BuildKit, and POSIX shells.
@Suite(.takingTurns) struct SyntaxTests {
  @Test(arguments: [["/bin/dash"], ["/bin/busybox", "ash"]])
  func everyCommandIsOneForAPosixShell(_ shell: [String]) async throws {
    let commands = Set(try Combinations.all().flatMap(\.commands))
    #expect(commands.count > 50)
    let folder = try ScratchFolder()
    for command in commands {
      // The rest of a document that stands on further lines is not looked at.
      if command.contains("<<") { continue }
      try folder.write(command + "\n", to: "command")
      let file = try OpenedFile.unnamed()
      let null = try OpenedFile(path: "/dev/null", flags: O_RDWR)
      let process = try ChildProcess(
        shell + ["-n", folder.path("command")], environment: ["PATH": "/usr/bin:/bin"],
        streams: .init(
          input: null.descriptor, output: null.descriptor, errors: file.descriptor))
      let ending = await process.wait()
      #expect(
        ending == .exited(0),
        "\(command): \(String(decoding: file.contents(), as: UTF8.self))")
    }
  }

  @Test func everyCommandKeepsToWhatPosixShellsKnow() throws {
    for made in try Combinations.all() {
      for command in made.commands {
        // Bashisms that parse, but mean something else.
        #expect(!command.contains("&>"), "\(made.description): \(command)")
        #expect(command.firstMatch(of: /[{][a-z\/]+,[a-z\/,]+[}]/) == nil, "\(command)")
        #expect(!command.contains("[["), "\(command)")
      }
    }
  }

  /// All of a file is parsed, though only the stage before it is built.
  @Test func buildKitParsesEveryOne() async throws {
    let client = try BuildKitClient.ofEnvironment()
    for made in try Combinations.all() {
      var request = try BuildRequest(
        dockerfile: made.starting(from: "FROM scratch AS early", named: "scratch"))
      request.frontendAttributes["target"] = "early"
      do {
        _ = try await client.build(request)
      } catch {
        Issue.record("\(made.description): \(error)\n\(made.text)")
      }
    }
  }

  /// What the test above would not be worth without.
  @Test func buildKitRefusesWhatIsNone() async throws {
    var request = try BuildRequest(
      dockerfile: "FROM scratch AS early\nFROM scratch AS base-container\nARG\nAPT x\n")
    request.frontendAttributes["target"] = "early"
    let error = try await failure(of: request)
    #expect(error.message.contains("parse error") || error.message.contains("ARG"))
  }
}
