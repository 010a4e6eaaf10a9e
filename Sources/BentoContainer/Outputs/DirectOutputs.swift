import Bento
import BuildKit
import Glibc

/// Where the results of a direct build go.
struct DirectOutputs: Hashable {
  /// One of them.
  enum Output: Hashable {
    /// Into what runs images: the Engine that builds it, else a container runtime on this machine. With
    /// the archive that was asked for; nil for the one that is best.
    case load(OutputSpecification?)
    /// Where an option says.
    case specified(OutputSpecification)

    /// Whether it is loaded.
    var isLoad: Bool { if case .load = self { true } else { false } }
  }

  /// Nowhere but into the builder's cache.
  static let cacheOnly = DirectOutputs([])

  let outputs: [Output]
  /// The exporter of an image that is loaded, as far as that is known before anything is asked.
  private let shownLoad: OutputSpecification.ExporterType

  init(_ outputs: [Output]) { (self.outputs, shownLoad) = (outputs, .docker) }

  /// - Parameters:
  ///   - given: what options say; nil if they don't.
  ///   - push: whether the image is pushed, as by `--push` of buildx.
  ///   - load: whether the image is loaded into a container runtime, as by `--load`.
  ///   - names: the names of the image.
  ///   - builder: where the build will be; nil if that is not known yet.
  ///   - isTerminal: whether standard output is a terminal: then an archive for which no place is
  ///     named is loaded, if there is something to load it into.
  /// - Throws: ``ContainerError`` of kind `invalidOption`, `invalidImageName`.
  init(
    _ given: [OptionFields]?, push: Bool = false, load: Bool = false, names: [String],
    builder: Endpoint? = nil, environment: EnvironmentLookup,
    isTerminal: Bool = isatty(STDOUT_FILENO) != 0
  ) throws(ContainerError) {
    var outputs: [Output] = []
    for text in given ?? [] {
      let output = try Self.specification(text.description)
      if isTerminal, output.destination == .unnamed, output.type != .tar,
        BuilderAddress.isEngine(builder, environment: environment)
          || !ContainerRuntime.onPath(loading: output.type, environment: environment).isEmpty
      {
        outputs.append(.load(output))
      } else {
        outputs.append(.specified(output))
      }
    }
    if push { outputs = Self.pushing(outputs) }
    if !outputs.contains(where: \.isLoad), load || (given == nil && !push && !names.isEmpty) {
      outputs.append(.load(nil))
    }
    self.outputs = outputs
    shownLoad =
      outputs.contains(where: \.isLoad)
        && BuilderAddress.isEngine(builder, environment: environment)
      ? .moby : ContainerRuntime.onPath(environment: environment).first?.archive ?? .docker
    try checkPlaces()
    if names.isEmpty { try checkNames() }
  }

  /// Refuses to push what has no name: the daemon would push nothing, and call that a success.
  private func checkNames() throws(ContainerError) {
    for case .specified(let output) in outputs where output.isPushed && output.takesNames {
      // The latter makes names of digests.
      let names = [output.attributes["name"], output.attributes["dangling-name-prefix"]]
      guard names.allSatisfy({ $0?.isEmpty ?? true }) else { continue }
      throw ContainerError(
        .invalidOption,
        "output \"\(output)\": an image needs a name to be pushed by: -t reg.example/app:1")
    }
  }

  /// Tells of names that were asked for and that no image gets, each output having its own.
  func notes(losing names: [String]) -> [String] {
    let named = outputs.compactMap { output -> OutputSpecification? in
      switch output {
      case .specified(let output): output.takesNames ? output : nil
      case .load(let archive): archive ?? OutputSpecification(type: .docker)
      }
    }
    guard !names.isEmpty, let first = named.first?.attributes["name"],
      named.allSatisfy({ $0.attributes["name"] != nil })
    else { return [] }
    return [
      "the image isn't named \(names.joined(separator: ", ")): the output names it \(first), which comes "
        + "first; leave name out of the output"
    ]
  }

  private static func specification(_ text: String) throws(ContainerError) -> OutputSpecification {
    let output: OutputSpecification
    do throws(InvalidSpecification) {
      output = try OutputSpecification(text)
    } catch {
      throw ContainerError(.invalidOption, "\(error)")
    }
    for name in output.attributes["name"]?.split(separator: ",") ?? [] {
      try ImageReference.validate(String(name))
    }
    return output
  }

  /// Images that would stay in the builder are pushed; without any, there is one more.
  private static func pushing(_ outputs: [Output]) -> [Output] {
    var isPushed = false
    var pushed = outputs.map { output in
      guard case .specified(var specification) = output, specification.type == .image else {
        return output
      }
      isPushed = true
      specification.attributes["push"] = "true"
      return .specified(specification)
    }
    if !isPushed {
      // An image that is only pushed need not be unpacked at the builder.
      pushed.append(
        .specified(
          OutputSpecification(type: .image, attributes: ["push": "true", "unpack": "false"])))
    }
    return pushed
  }

  /// Where the image goes that is to be loaded; nil if none is.
  ///
  /// - Throws: as ``LoadTarget/find(at:loading:environment:)``.
  func loadTarget(
    at endpoint: Endpoint, environment: @escaping EnvironmentLookup
  ) async throws -> LoadTarget? {
    for case .load(let archive) in outputs {
      return try await .find(at: endpoint, loading: archive?.type, environment: environment)
    }
    return nil
  }

  /// What is asked of an exporter for an image that is loaded.
  static func loaded(
    _ archive: OutputSpecification?, as type: OutputSpecification.ExporterType, _ names: [String]
  ) -> OutputSpecification {
    OutputSpecification(type: type, attributes: archive?.attributes ?? [:]).named(names)
  }

  private func checkPlaces() throws(ContainerError) {
    let places = outputs.compactMap { output -> OutputSpecification.Destination? in
      if case .specified(let output) = output { output.destination } else { nil }
    }
    guard places.filter({ $0 == .standardOutput || $0 == .unnamed }).count <= 1 else {
      throw ContainerError(
        .invalidOption, "only one output can go to standard output; give the others dest=FILE")
    }
    try checkPaths(places)
    guard outputs.count(where: \.isLoad) <= 1 else {
      throw ContainerError(
        .invalidOption, "only one output can be loaded; give the others dest=FILE")
    }
    for case .specified(let output) in outputs where output.deletes {
      guard case .folder(let path) = output.destination else { continue }
      guard DeletableFolder.contains(path) else {
        throw ContainerError(
          .invalidOption,
          "output \"\(output)\": mode=delete deletes what else is in the folder; name one below the "
            + "working folder")
      }
    }
  }

  /// Two results in one place would be one of them, or a mixture of both.
  private func checkPaths(
    _ places: [OutputSpecification.Destination]
  ) throws(ContainerError) {
    var seen: Set<String> = []
    for place in places {
      guard let path = place.path else { continue }
      guard seen.insert(WorkingFolder.current.normalized(path)).inserted else {
        throw ContainerError(.invalidOption, "two outputs go to \(path); give each its own dest")
      }
    }
  }

  /// As `--output` of `buildctl`.
  ///
  /// - Parameter all: whether also those that options say.
  func texts(names: [String], all: Bool) -> [String] {
    outputs.compactMap { output in
      switch output {
      case .load(let archive):
        Self.loaded(archive, as: shownLoad == .moby ? .moby : archive?.type ?? shownLoad, names)
          .description
      case .specified(let output):
        all ? output.named(names).description : nil
      }
    }
  }
}

extension OutputSpecification.Destination {
  /// The file or folder that is named.
  fileprivate var path: String? {
    switch self {
    case .none, .unnamed, .standardOutput: nil
    case .file(let path), .folder(let path), .layout(let path): path
    }
  }
}

extension OutputSpecification {
  /// With the names of the image, if it takes names and has none.
  func named(_ names: [String]) -> OutputSpecification {
    var output = self
    if takesNames, attributes["name"] == nil, !names.isEmpty {
      output.attributes["name"] = ImageReference.joined(names)
    }
    return output
  }
}
