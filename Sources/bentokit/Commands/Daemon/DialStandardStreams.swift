import ArgumentParser
import BuildKit
import Glibc

struct DialStandardStreams: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dial-stdio",
    abstract: "Join standard input and output to the builder.",
    discussion: """
      For other programs that reach a builder through this one, such as over ssh or into a container; \
      what is spoken is gRPC.
      """)

  @OptionGroup(title: "Builder") var builder: BuilderOptions

  func run() async throws {
    let endpoint = try builder.endpoint()
    let tls = try builder.tls()
    if builder.wait {
      let client = try builder.client()
      _ = try await Interruption.cancelling { try await client.version() }
    }
    try await Interruption.cancelling { [builder] in
      try await endpoint.bridge(
        tls: tls, connectTimeout: builder.connectTimeout, input: STDIN_FILENO, output: STDOUT_FILENO
      )
    }
  }
}
