import Bento
import BuildKit
import Glibc

/// Where the results of a direct build go.
struct DirectOutputs: Hashable {
  /// One of them.
  enum Output: Hashable {
    /// Into a container runtime on this machine.
    case load(ContainerRuntime)
    /// Where an option says.
    case specified(OutputSpecification)
  }

  /// Nowhere but into the builder's cache.
  static let cacheOnly = DirectOutputs([])

  let outputs: [Output]

  private init(_ outputs: [Output]) { self.outputs = outputs }

  /// - Parameters:
  ///   - given: what options say; nil if they don't.
  ///   - push: whether the image is pushed, as by `--push` of buildx.
  ///   - load: whether the image is loaded into a container runtime, as by `--load`.
  ///   - names: the names of the image.
  ///   - isTerminal: whether standard output is a terminal: then an archive for which no place is
  ///     named is loaded into a container runtime, if there is one.
  /// - Throws: ``ContainerError`` of kind `invalidOption`, `invalidImageName`, `noRuntime`.
  init(
    _ given: [OptionFields]?, push: Bool = false, load: Bool = false, names: [String],
    environment: EnvironmentLookup, isTerminal: Bool = isatty(STDOUT_FILENO) != 0
  ) throws(ContainerError) {
    var outputs: [Output] = []
    for text in given ?? [] {
      let output = try Self.specification(text.description)
      if isTerminal, output.destination == .unnamed, output.type != .tar,
        let runtime = ContainerRuntime.find(loading: output.type, environment: environment)
      {
        outputs.append(.load(runtime))
      } else {
        outputs.append(.specified(output))
      }
    }
    if push { outputs = Self.pushing(outputs) }
    let isLoaded = outputs.contains { if case .load = $0 { true } else { false } }
    if !isLoaded, load || (given == nil && !push && !names.isEmpty) {
      guard let runtime = ContainerRuntime.find(environment: environment) else {
        throw ContainerError(
          .noRuntime,
          "no docker, podman or nerdctl found to load the image into; name an output, for instance "
            + "--output type=oci,dest=image.tar")
      }
      outputs.append(.load(runtime))
    }
    self.outputs = outputs
    try checkPlaces()
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

  private func checkPlaces() throws(ContainerError) {
    let places = outputs.compactMap { output -> OutputSpecification.Destination? in
      if case .specified(let output) = output { output.destination } else { nil }
    }
    guard places.filter({ $0 == .standardOutput || $0 == .unnamed }).count <= 1 else {
      throw ContainerError(
        .invalidOption, "only one output can go to standard output; give the others dest=FILE")
    }
    try checkPaths(places)
    let loads = outputs.filter { if case .load = $0 { true } else { false } }
    guard loads.count <= 1 else {
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
      case .load(let runtime):
        OptionFields([
          ("type", runtime.archive.rawValue), ("name", ImageReference.joined(names)),
        ]).description
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
