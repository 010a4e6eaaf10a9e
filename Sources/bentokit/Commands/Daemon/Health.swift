import ArgumentParser
import BentoContainer
import BuildKit
import BuildProgress

struct Health: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Check that a builder answers.",
    discussion: "Exits with 0 if it does, else with 1 after saying what is wrong.")

  @OptionGroup(title: "Builder") var builder: BuilderOptions

  func run() async throws {
    let endpoint = try builder.endpoint()
    let tls = try builder.tls()
    let health = try await Interruption.cancelling {
      try await BentoContainer.health(of: endpoint, tls: tls)
    }
    let version = health.version.map { " \(printable($0.version))" } ?? ""
    let workers = health.workers.count
    try StandardStream.print(
      "BuildKit\(version) at \(health.endpoint) answers; \(workers) worker\(workers == 1 ? "" : "s").\n"
    )
  }
}
