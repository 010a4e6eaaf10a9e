import BuildKit
import Glibc

/// One export of a build, with where its archive goes.
struct PlannedOutput {
  private enum Destination {
    case none
    case file(path: String)
    case standardOutput
    case loader(RuntimeLoad)
  }

  let export: BuildRequest.Export
  let takesNames: Bool
  private let destination: Destination

  /// Opens what archives are written to, so that an unwritable place is found before anything is
  /// built.
  ///
  /// - Throws: ``ContainerError``; `BuildError` of code `local`, with the file.
  static func open(_ outputs: DirectOutputs, names: [String]) throws -> [PlannedOutput] {
    switch outputs {
    case .cacheOnly: return []
    case .load(let runtime): return [try load(names: names, runtime)]
    case .specified(let outputs): return try outputs.map { try PlannedOutput($0, names: names) }
    }
  }

  private init(_ output: OutputSpecification, names: [String]) throws {
    takesNames = output.takesNames
    let attributes = Self.named(output, names: names)
    guard output.isArchive else {
      export = .init(type: output.type.rawValue, attributes: attributes)
      destination = .none
      return
    }
    let place: ExportOutput
    if let path = output.destination, path != "-" {
      do throws(SystemFailure) {
        place = try ExportOutput(file: path)
      } catch {
        throw ContainerError(.unwritableOutput, "\(error); \(Self.advice(for: error))")
      }
      destination = .file(path: path)
    } else {
      guard isatty(STDOUT_FILENO) == 0 else {
        throw ContainerError(
          .outputIsTerminal,
          "an archive would go to the terminal; give the output dest=FILE, or pipe it")
      }
      place = ExportOutput(descriptor: STDOUT_FILENO, name: "standard output")
      destination = .standardOutput
    }
    export = .init(type: output.type.rawValue, attributes: attributes, output: place)
  }

  private static func advice(for failure: SystemFailure) -> String {
    switch failure.errno {
    case EISDIR: "name a file in the folder"
    case ENOENT, ENOTDIR: "make the folder first, or name a file in another one"
    default: "name a file that can be written"
    }
  }

  private static func load(names: [String], _ runtime: ContainerRuntime) throws -> PlannedOutput {
    let load = try RuntimeLoad(runtime)
    return PlannedOutput(
      export: .init(
        type: runtime.archive.rawValue, attributes: ["name": ImageReference.joined(names)],
        output: load.output),
      takesNames: true, destination: .loader(load))
  }

  private init(export: BuildRequest.Export, takesNames: Bool, destination: Destination) {
    self.export = export
    self.takesNames = takesNames
    self.destination = destination
  }

  private static func named(_ output: OutputSpecification, names: [String]) -> [String: String] {
    var attributes = output.attributes
    if output.takesNames, attributes["name"] == nil, !names.isEmpty {
      attributes["name"] = ImageReference.joined(names)
    }
    return attributes
  }

  /// Runs a build with the programs that take its archives beside it.
  ///
  /// - Throws: what the build throws; ``ContainerError`` of kind `loadFailed`.
  static func delivering(
    _ outputs: [PlannedOutput], _ build: () async throws -> BuildResult
  ) async throws -> BuildResult {
    let loads = outputs.compactMap { output -> RuntimeLoad? in
      if case .loader(let load) = output.destination { load } else { nil }
    }
    guard let load = loads.first else { return try await build() }
    return try await load.feeding(build)
  }

  /// Where the image went, once it is there.
  func delivery() -> BuildReport.Delivery {
    switch destination {
    case .file(let path):
      var status = stat()
      return .file(path: path, bytes: stat(path, &status) == 0 ? Int64(status.st_size) : 0)
    case .standardOutput: return .standardOutput
    case .loader(let load): return .runtime(load.runtime.name)
    case .none: return export.attributes["push"] == "true" ? .registry : .store
    }
  }
}
