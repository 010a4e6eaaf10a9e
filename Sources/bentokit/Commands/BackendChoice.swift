import ArgumentParser
import Bento
import BentoContainer
import BuildKit

/// Which backend builds.
struct BackendChoice: ParsableArguments {
  static let variable = "BENTOML_CONTAINERIZE_BACKEND"

  @Option(
    help: ArgumentHelp(
      "What builds: auto, \(registeredBackends.map(\.name).joined(separator: ", ")).",
      discussion: "Else \(variable), else auto. buildctl speaks to BuildKit directly.",
      valueName: "name"))
  var backend: String?

  func validate() throws {
    guard let name, name != "auto" else { return }
    do throws(ContainerError) {
      _ = try BentoContainer.backend(named: name)
    } catch {
      throw ValidationError("\(error); or auto")
    }
  }

  /// The name that the flag or the variable says; nil if neither does.
  private var name: String? {
    backend ?? processEnvironment(Self.variable).flatMap { $0.isEmpty ? nil : $0 }
  }

  /// The backend that was asked for or found.
  ///
  /// - Parameter builder: an address, which only a direct build is for.
  func choose(_ builder: BuilderOptions) async throws -> AutomaticBackend.Choice {
    let isAutomatic = name == nil || name == "auto"
    if name == "buildctl" || (isAutomatic && builder.isGiven) {
      return AutomaticBackend.Choice(
        backend: try builder.backend(), reason: builder.note(of: builder.likelyEndpoint))
    }
    guard !isAutomatic, let name else { return try await AutomaticBackend.choose() }
    guard !builder.isGiven else {
      throw ContainerError(
        .invalidOption,
        "--addr and the TLS flags are for direct builds; leave out --backend \(name)")
    }
    return AutomaticBackend.Choice(backend: try BentoContainer.backend(named: name))
  }
}

/// How values are printed.
enum PrintFormat: String, ExpressibleByArgument, CaseIterable {
  case text, json
}
