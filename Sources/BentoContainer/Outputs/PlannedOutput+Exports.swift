import BuildKit

extension PlannedOutput {
  /// What BuildKit is asked for: once for an image that an Engine both keeps and pushes.
  ///
  /// Exports run at once, and two that store an image by one name get into each other's way: an Engine
  /// with its images in containerd may end such a build by "already exists". It keeps an image by the very
  /// name that it is given, and finds it by a complete one only.
  ///
  /// - Parameter byEngine: whether an Engine builds.
  static func exports(of outputs: [PlannedOutput], byEngine: Bool) -> [BuildRequest.Export] {
    var exports = outputs.map { byEngine ? $0.export.withCompleteNames : $0.export }
    guard let kept = outputs.firstIndex(where: \.isInEngine) else { return exports }
    let asked = exports[kept].imageNames
    var names = asked
    for index in exports.indices where index != kept && exports[index].isStored {
      let given = exports[index].imageNames
      guard names.contains(where: given.contains) else { continue }
      names.removeAll(where: given.contains)
      // What is kept is to be run.
      if exports[index].type == image { exports[index].attributes["unpack"] = "true" }
    }
    guard names.count < asked.count else { return exports }
    if names.isEmpty {
      exports.remove(at: kept)
    } else {
      exports[kept].attributes["name"] = names.joined(separator: ",")
    }
    return exports
  }

  fileprivate static let image = OutputSpecification.ExporterType.image.rawValue
}

extension BuildRequest.Export {
  fileprivate var imageNames: [String] {
    (attributes["name"] ?? "").split(separator: ",").map(String.init)
  }

  /// An image's names with their hosts and tags; one that is pushed by its digest has no tag.
  fileprivate var withCompleteNames: BuildRequest.Export {
    guard isStored, attributes["push-by-digest"].flatMap(Boolean.value) != true, !imageNames.isEmpty
    else { return self }
    var export = self
    export.attributes["name"] = imageNames.map(ImageName.complete).joined(separator: ",")
    return export
  }

  /// Whether an Engine stores it by its names.
  fileprivate var isStored: Bool {
    switch type {
    case OutputSpecification.ExporterType.moby.rawValue: true
    case PlannedOutput.image: attributes["store"] != "false"
    default: false
    }
  }
}
