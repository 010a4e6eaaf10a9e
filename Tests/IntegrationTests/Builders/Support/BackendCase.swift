import Testing

@testable import BentoContainer

/// A backend as users ask for it, with the builder that the tests' environment has for it.
struct BackendCase: Sendable, CustomTestStringConvertible {
  /// The backend's name.
  let name: String
  /// The program; nil where BuildKit is spoken to directly.
  let builder: Builder?
  /// Options that give steps the machine's network.
  let network: [String]

  var testDescription: String { name }

  static let direct = BackendCase(
    name: "buildctl", builder: nil,
    network: ["--opt", "force-network-mode=host", "--opt", "allow=network.host"])

  /// Those that run a program. The Engine has no network for steps but the machine's.
  static let programs = Builder.all.map { builder in
    BackendCase(
      name: builder.testDescription, builder: builder,
      network: builder.isBuildKit ? ["--opt", "network=host"] : [])
  }

  static let all = [direct] + programs

  /// A run of `bentokit containerize` by this backend.
  ///
  /// - Parameters:
  ///   - bento: what is built.
  ///   - options: further arguments; a direct build needs an output among them.
  ///   - home: where the bento is; nil for the samples.
  func containerize(
    _ bento: String, _ options: [String], home: MadeHome? = nil,
    environment: [String: String?] = [:]
  ) throws -> Command {
    var variables = environment
    variables["PATH"] = try variable("BENTOKIT_TEST_BUILDERS")
    // Without it the Engine refuses every step.
    let network = builder == nil ? [] : network
    return try Command(
      ["containerize", bento, "--backend", name] + network + options, home: home,
      environment: variables)
  }

  /// Options that keep an image by a name: in the runtime of the program, or in the daemon.
  func keeping(_ image: String) -> [String] {
    ["--image-tag", image] + (builder == nil ? ["--output", "type=image"] : [])
  }
}
