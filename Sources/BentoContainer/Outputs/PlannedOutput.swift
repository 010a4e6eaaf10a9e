import BuildKit
import Glibc

/// One export of a build, with where its archive goes.
struct PlannedOutput {
  private enum Destination {
    case none
    case file(path: String)
    case folder(path: String)
    case standardOutput
    case loader(RuntimeLoad)
  }

  let export: BuildRequest.Export
  /// Those that it gives to the image.
  let names: [String]
  private let isPushed: Bool
  private let destination: Destination

  /// Opens what is written to, so that an unwritable place is found before anything is built.
  ///
  /// - Throws: ``ContainerError``; `BuildError` of code `local`, with the file.
  static func open(_ outputs: DirectOutputs, names: [String]) throws -> [PlannedOutput] {
    try outputs.outputs.map { output in
      switch output {
      case .load(let runtime): try load(names: names, runtime)
      case .specified(let output): try PlannedOutput(output, names: names)
      }
    }
  }

  private init(_ output: OutputSpecification, names: [String]) throws {
    let named = output.named(names)
    self.names =
      output.takesNames
      ? output.attributes["name"].map { $0.split(separator: ",").map(String.init) } ?? names : []
    isPushed = output.isPushed
    let place: ExportOutput?
    do throws(SystemFailure) {
      switch output.destination {
      case .none: (place, destination) = (nil, .none)
      case .file(let path):
        (place, destination) = (try ExportOutput(file: path), .file(path: path))
      case .folder(let path):
        (place, destination) = (try ExportOutput(folder: path), .folder(path: path))
      case .layout(let path):
        (place, destination) = (try ExportOutput(layout: path), .folder(path: path))
      case .standardOutput, .unnamed: (place, destination) = (nil, .standardOutput)
      }
    } catch {
      throw ContainerError(.unwritableOutput, "\(error); \(Self.advice(for: error))")
    }
    export = .init(
      type: output.type.rawValue, attributes: named.attributes,
      output: try place ?? Self.standardOutput(output.destination))
  }

  private static func standardOutput(
    _ destination: OutputSpecification.Destination
  ) throws -> ExportOutput? {
    guard destination == .standardOutput || destination == .unnamed else { return nil }
    guard isatty(STDOUT_FILENO) == 0 else {
      throw ContainerError(
        .outputIsTerminal,
        "an archive would go to the terminal; give the output dest=FILE, or pipe it")
    }
    return ExportOutput(descriptor: STDOUT_FILENO, name: "standard output")
  }

  private static func advice(for failure: SystemFailure) -> String {
    switch failure.errno {
    case EISDIR: "name a file in the folder"
    case ENOTDIR: "name a folder, or a file in one"
    case ENOENT: "make the folder first, or name a file in another one"
    default: "name a file that can be written"
    }
  }

  private static func load(names: [String], _ runtime: ContainerRuntime) throws -> PlannedOutput {
    let load = try RuntimeLoad(runtime)
    return PlannedOutput(
      export: .init(
        type: runtime.archive.rawValue, attributes: ["name": ImageReference.joined(names)],
        output: load.output),
      names: names, destination: .loader(load))
  }

  private init(export: BuildRequest.Export, names: [String], destination: Destination) {
    self.export = export
    self.names = names
    isPushed = false
    self.destination = destination
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

  /// The names that an image has by several outputs: first, of those that were asked for, those that
  /// an output gives it, then those of outputs of their own.
  static func names(of outputs: [PlannedOutput], asked: [String]) -> [String] {
    var names = asked.filter { name in outputs.contains { $0.names.contains(name) } }
    for name in outputs.flatMap(\.names) where !names.contains(name) { names.append(name) }
    return names
  }

  /// Where the image went, once it is there.
  func delivery() -> BuildReport.Delivery {
    switch destination {
    case .file(let path):
      var status = stat()
      return .file(path: path, bytes: stat(path, &status) == 0 ? Int64(status.st_size) : 0)
    case .folder(let path): return .file(path: path, bytes: 0)
    case .standardOutput: return .standardOutput
    case .loader(let load): return .runtime(load.runtime.name)
    case .none: return isPushed ? .registry : .store
    }
  }
}
