import Bento

/// Where the result of a direct build goes.
enum DirectOutputs: Hashable {
  /// Nowhere but into the builder's cache.
  case cacheOnly
  /// Into a container runtime on this machine.
  case load(ContainerRuntime)
  /// Where options say.
  case specified([OutputSpecification])

  /// - Parameters:
  ///   - given: what options say; nil if they don't.
  ///   - names: the names of the image.
  /// - Throws: ``ContainerError`` of kind `invalidOption`, `noRuntime`.
  init(
    _ given: [OptionFields]?, names: [String], environment: EnvironmentLookup
  ) throws(ContainerError) {
    if let given {
      var outputs: [OutputSpecification] = []
      for text in given { outputs.append(try OutputSpecification(text.description)) }
      let toStandardOutput = outputs.filter { $0.isArchive && ($0.destination ?? "-") == "-" }
      guard toStandardOutput.count <= 1 else {
        throw ContainerError(
          .invalidOption, "only one output can go to standard output; give the others dest=FILE")
      }
      self = .specified(outputs)
    } else if names.isEmpty {
      self = .cacheOnly
    } else if let runtime = ContainerRuntime.find(environment: environment) {
      self = .load(runtime)
    } else {
      throw ContainerError(
        .noRuntime,
        "no docker, podman or nerdctl found to load the image into; name an output, for instance "
          + "--output type=oci,dest=image.tar")
    }
  }

  /// As `--output` of `buildctl`.
  func texts(names: [String]) -> [String] {
    guard case .load(let runtime) = self else { return [] }
    return [
      OptionFields([
        ("type", runtime.archive.rawValue), ("name", ImageReference.joined(names)),
      ]).description
    ]
  }
}
