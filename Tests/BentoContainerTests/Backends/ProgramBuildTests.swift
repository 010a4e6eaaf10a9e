import Bento
import Testing

@testable import BentoContainer

/// Whole builds by stand-ins for builder programs.
@Suite struct ProgramBuildTests {
  private let standIn = StandIn()
  private static let id = String(repeating: "0123456789abcdef", count: 4)

  private func build(
    _ backend: some ProcessBackend, _ given: AdditionalOptions = [:]
  ) async throws -> BuildReport {
    standIn.write(
      "{service: 's:S', name: one, version: v1, spec: 2, image: {base_image: busybox}}",
      to: "source/bento.yaml")
    var order = BuildOrder(try Bento(at: standIn.path("source")))
    order.environment = standIn.options.environment
    order.modelStore = ModelStore(home: standIn.path("home"))
    return try await ConfiguredBackend(backend, options: given).build(order)
  }

  private func podman(_ build: String) {
    standIn.program(
      "podman",
      "case $1 in build) \(build) ;; image) echo '\(Self.id) 437' ;; *) exit 1 ;; esac")
  }

  @Test func whatTheRuntimeTellsOfTheImageIsReported() async throws {
    podman("echo 'STEP 1/1: FROM x'; echo \(Self.id)")
    let report = try await build(.podman)
    #expect(report.imageID == "sha256:\(Self.id)")
    #expect(report.imageBytes == 437)
    #expect(report.steps == 1)
    #expect(report.deliveries == [.runtime("podman")])
  }

  @Test func aRuntimeThatTellsNothingIsNoFailure() async throws {
    standIn.program("podman", "case $1 in build) echo \(Self.id) ;; *) exit 1 ;; esac")
    let report = try await build(.podman)
    #expect(report.imageID == "sha256:\(Self.id)")
    #expect(report.imageBytes == nil)
  }

  @Test(arguments: ["true", "echo \(id); echo 'STEP 2/2: RUN y'", "echo \(id) and more"])
  func aPodmanThatNamesNoImageHasFailed(_ script: String) async throws {
    podman(script)
    let failure = await #expect(throws: ProcessFailure.self) { try await build(.podman) }
    #expect(failure?.termination == .exited(0))
    #expect(failure?.reason?.contains("no image") == true)
    #expect(standIn.names(in: "home/tmp").isEmpty)
  }

  @Test func theImageMayBeNamedInALog() async throws {
    let log = standIn.path("log")
    podman("(seq 1000; echo \(Self.id)) > \(log)")
    #expect(try await build(.podman, ["logfile": .text(log)]).imageBytes == 437)
    podman("seq 1000 > \(log)")
    await #expect(throws: ProcessFailure.self) {
      try await build(.podman, ["logfile": .text(log)])
    }
  }

  @Test func otherBuildersNeedNotNameIt() async throws {
    standIn.program("docker", "case $1 in version) echo '\"26.1.5\"' ;; esac")
    #expect(try await build(.docker).imageID == nil)
  }
}
