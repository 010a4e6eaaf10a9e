import Bento
import BentoContainer
import BuildKit
import Testing

/// The library's `build`, by each backend that there is a builder for.
@Suite(.takingTurns) struct BackendFacadeTests {
  @Test(arguments: FacadeCase.all) func itTellsWhatItMade(_ backend: FacadeCase) async throws {
    let image = "facade-\(backend.name):\(unique())"
    let home = try MadeHome(commands: ["echo said-$((40 + 2))-\(unique())"])
    let news = News()
    let report = try await backend.build(home, tags: [image]) { await news.take($0) }
    #expect("\(report.tag)" == "made:v1")
    #expect(report.imageNames == [image])
    #expect((report.imageID ?? report.digest)?.hasPrefix("sha256:") == true)
    #expect(report.deliveries == [backend.runtime.map { .runtime($0) } ?? .store])
    #expect((report.imageBytes ?? 0 > 1_000_000) == (backend.runtime != nil))
    #expect(report.steps ?? 0 > 5)
    #expect(report.cachedSteps ?? 100 < report.steps ?? 0)
    #expect(report.duration > .zero)
    #expect(await news.text.contains("said-42-"))
  }

  @Test(arguments: FacadeCase.all) func aFailingStepThrows(_ backend: FacadeCase) async throws {
    let home = try MadeHome(commands: ["echo $((40 + 2))-complained >&2; exit 7"])
    do {
      _ = try await backend.build(home, tags: ["failing:\(unique())"])
      Issue.record("it succeeded")
    } catch let failure as ProcessFailure {
      #expect(backend.runtime != nil)
      #expect(failure.lastLines.contains { $0.contains("42-complained") }, "\(failure.lastLines)")
      #expect(failure.reason?.contains("7") == true, "\(failure)")
      #expect(failure.termination != .exited(0))
    } catch {
      #expect(backend.runtime == nil, "\(error)")
      #expect("\(error)".contains("7"), "\(error)")
    }
    #expect(ScratchFolder.names(in: Array((home.path + "/tmp").utf8)).isEmpty)
  }

  @Test(arguments: FacadeCase.all) func aStepReadsASecret(_ backend: FacadeCase) async throws {
    let value = unique()
    let home = try MadeHome(
      commands: [#"test "$(printf %s "$TOKEN" | tr a-z A-Z)" = \#(value.uppercased())"#],
      envs: ["- name: TOKEN", "  stage: build"])
    let news = News()
    _ = try await backend.build(
      home, tags: ["secret:\(unique())"],
      secrets: [SecretSpecification(id: "TOKEN", source: .value(Array(value.utf8)))]
    ) { await news.take($0) }
    #expect(await !news.text.contains(value))
    do {
      _ = try await backend.build(home, tags: ["secret:\(unique())"])
      Issue.record("it built without its secret")
    } catch {
      #expect("\(error)".contains("TOKEN"), "\(error)")
    }
  }

  @Test(arguments: FacadeCase.all) func cancellingTheTaskEndsTheBuild(
    _ backend: FacadeCase
  ) async throws {
    let mark = "100.\(freshNumber())"
    let image = "cancelled:\(unique())"
    let home = try MadeHome(commands: ["sleep \(mark)"])
    let task = Task { try await backend.build(home, tags: [image]) }
    try await RunningStep.wait(for: ["sleep", mark])
    task.cancel()
    await #expect(throws: CancellationError.self) { _ = try await task.value }
    try await RunningStep.waitForEnd(of: ["sleep", mark])
    #expect(!Processes.exist(with: image))
    #expect(ScratchFolder.names(in: Array((home.path + "/tmp").utf8)).isEmpty)
  }
}

/// What a build tells, as text.
private actor News {
  private(set) var text = ""

  func take(_ event: BuildEvent) {
    switch event {
    case .output(let bytes): text += String(decoding: bytes, as: UTF8.self)
    case .status(let status):
      for log in status.logs { text += String(decoding: log.data, as: UTF8.self) }
    }
  }
}
