package import Bento
import BuildKit

/// Command lines without a bento, for comparing them with those of others.
package enum CommandLinePreview {
  /// The words that follow a builder's program, with `<context>` in the place of the context's folder.
  ///
  /// - Parameters:
  ///   - imageTags: names of the image, unless an option says other ones.
  ///   - version: what the builder calls its version; nil if it wasn't asked.
  package static func words(
    _ backend: any Backend, _ given: AdditionalOptions, imageTags: [String], version: String?,
    environment: @escaping EnvironmentLookup, in folder: String
  ) throws -> [String] {
    let folder = WorkingFolder(path: folder)
    if let backend = backend as? Buildctl {
      let options = try Buildctl.Options(given, of: backend.name)
      // As where buildctl finds its daemon.
      let settings = try SolveSettings(
        options, imageNames: options.tag ?? imageTags,
        builder: .unix(path: "/run/buildkit/buildkitd.sock"), environment: environment, in: folder)
      return settings.flags.flatMap { $0.spelling.arguments($0.flag) }
    }
    guard let backend = backend as? any ProcessBackend else { return [] }
    return try words(of: backend, given, imageTags, version, folder)
  }

  private static func words<Builder: ProcessBackend>(
    of backend: Builder, _ given: AdditionalOptions, _ imageTags: [String], _ version: String?,
    _ folder: WorkingFolder
  ) throws -> [String] {
    var options = try Builder.Options(given, of: backend.name)
    _ = backend.adjust(
      &options, health: BackendHealth(place: backend.program, version: version))
    let plan = ProcessPlan(
      program: backend.program,
      arguments: try backend.arguments(
        options, imageNames: options.explicitTags ?? imageTags, secrets: [], in: folder))
    return Array(plan.words.dropFirst())
  }
}
