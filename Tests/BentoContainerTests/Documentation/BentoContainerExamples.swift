import Bento
import BentoContainer
import BuildKit

/// What the article of `BentoContainer` and the README show, word for word: compiled, and not run.
enum BentoContainerExamples {
  // README.md
  static func readme() async throws {
    var options = Buildctl.Options()
    options.output = [["type": "image", "push": "true"]]
    let report = try await build(
      "iris_classifier", backend: .buildctl, imageTags: "reg.example/iris:1", options: options
    ) { event in
      if case .status(let status) = event { for step in status.vertexes { print(step.name) } }
    }
    print(report.digest ?? "", report.cachedSteps ?? 0, "of", report.steps ?? 0, "steps from cache")
  }

  // BentoContainer.md
  static func article(_ name: String) async throws {
    let report = try await build("iris_classifier:latest", imageTags: "iris:1")
    print(report.imageID ?? "", report.deliveries)

    var options = Podman.Options()
    options.buildArg = ["VERSION": "2"]
    options.tlsVerify = false
    _ = try await build("iris_classifier", backend: .podman, options: options)

    let daemon = try Endpoint("tcp://builder.example:1234")
    var direct = Buildctl.Options()
    direct.output = [["type": "image", "push": "true"]]
    let built = try await build(
      "iris_classifier", backend: .buildctl(at: daemon), imageTags: "reg.example/iris:1",
      options: direct)
    print(built.digest ?? "", built.cachedSteps ?? 0, "of", built.steps ?? 0, "steps cached")

    let bento = try BentoStore(home: BentoMLHome.folder()).bento(named: "iris_classifier")
    let chosen = try ConfiguredBackend(backend(named: name), options: ["no_cache": true])
    let plan = try chosen.plan(BuildOrder(bento), health: await chosen.healthBeforeBuild())
    print(plan.text)
  }

  static func ownBackend() throws {
    struct Lima: ProcessBackend {
      typealias Declarations = NoDeclarations
      let name = "lima"
      let program = "limactl"
      let command = ["shell", "default", "nerdctl", "build"]
    }
    try registerBackend(Lima())
  }

  // BackendOptions.swift
  static func options() -> Docker.Options {
    var options = Docker.Options()
    options.buildArg = ["VERSION": "2"]
    options.noCache = true
    return options
  }

  // BuildEvents.swift
  static func events() async throws {
    for try await event in buildEvents("iris_classifier", backend: .buildctl) {
      switch event {
      case .news(.status(let status)): show(status)
      case .news(.output(let bytes)): show(bytes)
      case .finished(let report): print(report.digest ?? "")
      }
    }
  }

  private static func show(_ news: some Sendable) { print(news) }
}
