import ArgumentParser
import BuildKit
import BuildProgress

struct Workers: AsyncParsableCommand {
  static let configuration = CommandConfiguration(abstract: "List the workers of a builder.")

  @OptionGroup(title: "Builder") var builder: BuilderOptions

  func run() async throws {
    let endpoint = try builder.endpoint()
    let tls = try builder.tls()
    let workers = try await Interruption.cancelling {
      try await BuildKitClient(endpoint: endpoint, tls: tls).workers()
    }
    var lines = ["ID                         PLATFORMS"]
    for worker in workers {
      let platforms = worker.platforms.map { "\($0)" }.joined(separator: ",")
      lines.append(printable("\(worker.id)  \(platforms)"))
    }
    try StandardStream.print(lines.joined(separator: "\n") + "\n")
  }
}
