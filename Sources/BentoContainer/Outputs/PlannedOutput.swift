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
    case engine(DockerAddress)
  }

  let export: BuildRequest.Export
  /// Those that it gives to the image.
  let names: [String]
  /// What the Engine pushes after the build.
  private(set) var pushedNames: [String] = []
  private var isPushed: Bool
  private let destination: Destination

  /// Opens what is written to, so that an unwritable place is found before anything is built.
  ///
  /// - Parameters:
  ///   - target: where an image that is to be loaded goes; nil if none is.
  ///   - enginePushes: whether images are pushed by the Engine, after the build.
  /// - Throws: ``ContainerError``; `BuildError` of code `local`, with the file.
  static func open(
    _ outputs: DirectOutputs, names: [String], target: LoadTarget?, enginePushes: Bool
  ) throws -> [PlannedOutput] {
    try outputs.outputs.compactMap { output in
      switch output {
      case .load(let archive):
        try target.map { try PlannedOutput(loading: archive, names: names, into: $0) }
      case .specified(let output):
        if enginePushes, output.type == .image, output.isPushed {
          try PlannedOutput(EnginePush(output, names: names))
        } else {
          try PlannedOutput(output, names: names)
        }
      }
    }
  }

  private init(_ push: EnginePush) throws {
    try self.init(push.kept, names: push.names)
    pushedNames = push.names
    isPushed = true
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

  private init(loading archive: OutputSpecification?, names: [String], into target: LoadTarget)
    throws
  {
    let asked = DirectOutputs.loaded(archive, as: target.exporter, names)
    self.names = names
    isPushed = false
    let output: ExportOutput?
    switch target {
    case .engine(let address): (output, destination) = (nil, .engine(address))
    case .runtime(let runtime):
      let load = try RuntimeLoad(runtime)
      (output, destination) = (load.output, .loader(load))
    }
    export = .init(type: asked.type.rawValue, attributes: asked.attributes, output: output)
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

  /// Whether the image stays in the Engine that builds it.
  var isInEngine: Bool { if case .engine = destination { true } else { false } }

  /// The names that an image has by several outputs: first, of those that were asked for, those that
  /// an output gives it, then those of outputs of their own.
  static func names(of outputs: [PlannedOutput], asked: [String]) -> [String] {
    var names = asked.filter { name in outputs.contains { $0.names.contains(name) } }
    for name in outputs.flatMap(\.names) where !names.contains(name) { names.append(name) }
    return names
  }

  /// Where the image went, once it is there; nil if it is kept nowhere but in the builder's cache.
  func delivery() -> BuildReport.Delivery? {
    switch destination {
    case .file(let path):
      var status = stat()
      return .file(path: path, bytes: stat(path, &status) == 0 ? Int64(status.st_size) : 0)
    case .folder(let path): return .file(path: path, bytes: 0)
    case .standardOutput: return .standardOutput
    case .loader(let load): return .runtime(load.runtime.name)
    case .engine(let address): return .engine(address)
    case .none:
      if isPushed { return .registry }
      return export.attributes["store"].flatMap(Boolean.value) == false ? nil : .store
    }
  }
}
