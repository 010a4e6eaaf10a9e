import Glibc
import Testing

@testable import BentoContainer

@Suite struct SecretDeliveryTests {
  let standIn = StandIn()

  private func plan(
    _ program: String = "docker", _ value: [UInt8] = Array("hidden".utf8),
    passing: SecretPassing? = nil
  ) -> ProcessPlan {
    var plan = ProcessPlan(program: program, arguments: ["--secret", .secret("TOKEN")])
    plan.secrets = [.init(id: "TOKEN", value: value)]
    plan.secretPassing = passing ?? .of(builder: program)
    return plan
  }

  private func file(of delivery: SecretDelivery) -> String? {
    let reference = delivery.references["TOKEN"] ?? ""
    let prefix = "id=TOKEN,type=file,src="
    return reference.hasPrefix(prefix) ? String(reference.dropFirst(prefix.count)) : nil
  }

  @Test(arguments: [
    ("docker", SecretPassing.environment), ("podman", .environment), ("buildah", .environment),
    ("nerdctl", .file), ("unknown", .file),
  ])
  func eachBuilderIsGivenThemItsWay(_ builder: String, _ passing: SecretPassing) {
    #expect(SecretPassing.of(builder: builder) == passing)
  }

  @Test func aVariableHoldsIt() throws {
    let delivery = try SecretDelivery(plan())
    #expect(delivery.references == ["TOKEN": "id=TOKEN,env=BENTOKIT_SECRET_0"])
    #expect(delivery.environment == ["BENTOKIT_SECRET_0": "hidden"])
  }

  @Test func sudoNeverGetsItInAVariable() throws {
    var plan = plan()
    plan.asAdministrator = true
    let delivery = try SecretDelivery(plan)
    #expect(delivery.environment.isEmpty)
    #expect(file(of: delivery) != nil)
  }

  /// What no variable can hold: not text, a NUL, too long.
  @Test(arguments: [[0xff], [65, 0, 66], [UInt8](repeating: 65, count: 131_072)] as [[UInt8]])
  func whatNoVariableCanHoldIsInAFile(_ value: [UInt8]) throws {
    let delivery = try SecretDelivery(plan("docker", value))
    #expect(delivery.environment.isEmpty)
    #expect(try contents(of: #require(file(of: delivery))) == value)
  }

  @Test func aFileInMemoryHasNoNameAndEndsWithItsHolder() throws {
    var delivery: SecretDelivery? = try SecretDelivery(plan("docker", passing: .file))
    let path = try #require(delivery.flatMap { file(of: $0) })
    #expect(path.hasPrefix("/proc/\(getpid())/fd/"))
    var target = [CChar](repeating: 0, count: 100)
    let count = readlink(path, &target, target.count)
    let shown = String(
      decoding: target.prefix(max(count, 0)).map(UInt8.init(bitPattern:)), as: UTF8.self)
    #expect(shown.hasPrefix("/memfd:bentokit-secret"))
    #expect(contents(of: path) == Array("hidden".utf8))
    // It can be read more than once.
    #expect(contents(of: path) == Array("hidden".utf8))
    delivery = nil
    #expect(contents(of: path) != Array("hidden".utf8))
  }

  @Test func whoLeavesOurNamespaceGetsAFileThatOnlyWeMayRead() throws {
    let delivery = try SecretDelivery(plan("podman", passing: .file), user: 1000)
    let path = try #require(file(of: delivery))
    #expect(path.hasPrefix("/dev/shm/bentokit-stage-"))
    #expect(contents(of: path) == Array("hidden".utf8))
    var status = stat()
    #expect(stat(path, &status) == 0 && status.st_mode & 0o777 == 0o400)
    let folder = path.split(separator: "/").prefix(3).map { "/\($0)" }.joined()
    #expect(stat(folder, &status) == 0 && status.st_mode & 0o777 == 0o700)
    delivery.remove()
    #expect(stat(folder, &status) != 0)
  }

  @Test(arguments: ["", "a,b", "a\"b", "a b", "a\nb"])
  func anIdThatCannotBeToldIsRefused(_ id: String) {
    var plan = plan()
    plan.secrets[0].id = id
    #expect(throws: ContainerError.self) { try SecretDelivery(plan) }
  }

  @Test(arguments: [SecretPassing.environment, .file])
  func theProgramReadsItAndNothingElseShowsIt(_ passing: SecretPassing) async throws {
    standIn.program(
      "docker",
      """
      case $2 in
        id=TOKEN,env=*) eval 'printf %s "$'${2#*env=}'"' ;;
        id=TOKEN,type=file,src=*) cat "${2#*src=}" ;;
      esac > $HERE/seen
      echo "$@"; exit 1
      """)
    let plan = plan("docker", passing: passing)
    do {
      _ = try await plan.run(options: standIn.options)
      Issue.record("it succeeded")
    } catch {
      #expect(!"\(error)".contains("hidden"))
      let commandLine = (error as? ProcessFailure)?.commandLine ?? ""
      #expect(commandLine == "docker --secret 'id=TOKEN,<secret>'")
    }
    #expect(standIn.read("seen") == "hidden")
    #expect(!plan.commandLine.contains("hidden"))
  }

  private func contents(of path: String) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return [] }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: 200_000)
    let count = read(descriptor, &bytes, bytes.count)
    return Array(bytes.prefix(max(count, 0)))
  }
}
