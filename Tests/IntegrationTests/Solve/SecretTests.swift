import BuildKit
import FileTree
import Testing

/// Secrets that a build is given, and those it is not.
@Suite(.takingTurns) struct SecretTests {
  private func request(mount: String, _ command: String) throws -> BuildRequest {
    try BuildRequest(
      dockerfile: "FROM \(busybox)\nRUN --mount=type=secret,\(mount) \(command) # \(unique())\n")
  }

  @Test func aSecretIsThereInsideAStep() async throws {
    var request = try request(mount: "id=token", "cp /run/secrets/token /copy")
    let secret = unique()
    request.secrets["token"] = .value(Array(secret.utf8))
    #expect(try await request.builtFiles().text("copy") == secret)
  }

  @Test func aSecretHasAnyBytes() async throws {
    var request = try request(mount: "id=token", "cp /run/secrets/token /copy")
    let secret = (0...255).map { UInt8($0) }
    request.secrets["token"] = .value(secret)
    #expect(try await request.builtFiles().contents("copy") == secret)
  }

  @Test func aSecretIsNotPartOfTheImage() async throws {
    var request = try request(mount: "id=token", "test -s /run/secrets/token")
    request.secrets["token"] = .value(Array(unique().utf8))
    let tar = try await request.builtFiles()
    #expect(tar["run/secrets/token"]?.size ?? 0 == 0)
  }

  @Test func aMissingSecretThatIsRequiredFailsTheStep() async throws {
    let request = try request(mount: "id=absent,required=true", "true")
    let error = try await failure(of: request)
    #expect(error.message.contains("absent"))
    #expect(error.message.contains("not found"))
    #expect(error.sources.first?.ranges.first?.start.line == 2)
  }

  @Test func aMissingSecretThatIsOptionalIsNoFile() async throws {
    let request = try request(
      mount: "id=absent", "test ! -e /run/secrets/absent && echo -n > /went-on")
    #expect(try await request.builtFiles()["went-on"] != nil)
  }

  @Test func aSecretOfTheGreatestSizeArrives() async throws {
    var request = try request(mount: "id=long", "wc -c < /run/secrets/long > /count")
    request.secrets["long"] = .value([UInt8](repeating: 7, count: 500 << 10))
    #expect(try await request.builtFiles().text("count").trimmed == "512000")
  }

  @Test func aSecretThatIsTooLongIsRefused() async throws {
    var request = try request(mount: "id=long", "true")
    request.secrets["long"] = .value([UInt8](repeating: 7, count: (500 << 10) + 1))
    #expect(try await failure(of: request).message.contains("secret long: it is longer"))
  }

  @Test func aCommandGivesASecretWhenAStepAsks() async throws {
    let folder = try ScratchFolder()
    var request = try BuildRequest(
      dockerfile: """
        FROM \(busybox)
        RUN --mount=type=secret,id=token cp /run/secrets/token /one # \(unique())
        RUN --mount=type=secret,id=token cp /run/secrets/token /two # \(unique())
        """)
    let secret = unique()
    let log = folder.path("log")
    request.secrets["token"] = .command("echo run >> \(log); echo \(secret)")
    request.secrets["unused"] = .command("touch \(folder.path("never"))")
    let tar = try await request.builtFiles()
    #expect(try tar.text("one") == secret + "\n")
    #expect(try tar.text("two") == secret + "\n")
    #expect(try String(decoding: contents(of: log), as: UTF8.self) == "run\n")
    #expect(folder.names == ["log"])
  }

  @Test func aCommandThatFailsFailsTheBuildWithItsWords() async throws {
    var request = try request(mount: "id=token", "true")
    request.secrets["token"] = .command("echo 'not signed in' >&2; exit 1")
    let error = try await failure(of: request)
    #expect(error.code == .local)
    #expect(error.cause is SecretFailure)
    #expect(error.message == "secret token: its command failed: not signed in")
  }

  @Test func aFileIsReadWhenAStepAsks() async throws {
    let folder = try ScratchFolder()
    var request = try request(mount: "id=token", "cp /run/secrets/token /copy")
    let secret = unique()
    request.secrets["token"] = .file(path: try folder.write(secret, to: "secret"))
    #expect(try await request.builtFiles().text("copy") == secret)
    request = try self.request(mount: "id=token", "true")
    request.secrets["token"] = .file(path: folder.path("absent"))
    let error = try await failure(of: request)
    #expect(error.message.contains("secret token: \(folder.path("absent")): No such file"))
  }
}
