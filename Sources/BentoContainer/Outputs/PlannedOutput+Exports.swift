import BuildKit

extension PlannedOutput {
  /// What BuildKit is asked for: once for an image that an Engine both keeps and pushes.
  ///
  /// Exports run at once, and two that store an image by one name get into each other's way: an Engine
  /// with its images in containerd may end such a build by "already exists".
  static func exports(of outputs: [PlannedOutput]) -> [BuildRequest.Export] {
    var exports = outputs.map(\.export)
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

  /// Whether an Engine stores it by its names.
  fileprivate var isStored: Bool {
    switch type {
    case OutputSpecification.ExporterType.moby.rawValue: true
    case PlannedOutput.image: attributes["store"] != "false"
    default: false
    }
  }
}
