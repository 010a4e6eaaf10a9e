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
    request.secrets["token"] = Array(secret.utf8)
    #expect(try await request.builtFiles().text("copy") == secret)
  }

  @Test func aSecretHasAnyBytes() async throws {
    var request = try request(mount: "id=token", "cp /run/secrets/token /copy")
    let secret = (0...255).map { UInt8($0) }
    request.secrets["token"] = secret
    #expect(try await request.builtFiles().contents("copy") == secret)
  }

  @Test func aSecretIsNotPartOfTheImage() async throws {
    var request = try request(mount: "id=token", "test -s /run/secrets/token")
    request.secrets["token"] = Array(unique().utf8)
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
    request.secrets["long"] = [UInt8](repeating: 7, count: 500 << 10)
    #expect(try await request.builtFiles().text("count").trimmed == "512000")
  }

  @Test func aSecretThatIsTooLongIsRefused() async throws {
    var request = try request(mount: "id=long", "true")
    request.secrets["long"] = [UInt8](repeating: 7, count: (500 << 10) + 1)
    #expect(try await failure(of: request).message.contains("secret long is longer"))
  }
}
