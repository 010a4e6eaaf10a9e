import BuildKit

extension PlannedOutput {
  /// What BuildKit is asked for: once for an image that an Engine both keeps and pushes.
  ///
  /// Exports run at once, and two that store an image by one name get into each other's way: an Engine
  /// with its images in containerd may end such a build by "already exists". And such an Engine finds an
  /// image by a name without a tag only where `moby` has stored it, which adds the tag: `image` doesn't.
  ///
  /// Source: docker/buildx, `build/opt.go` (the driver `docker`); moby/moby,
  /// `builder/builder-next/exporter/wrapper.go`.
  ///
  /// - Parameter isEngine: whether an Engine builds.
  static func exports(of outputs: [PlannedOutput], isEngine: Bool) -> [BuildRequest.Export] {
    var exports = outputs.map(\.export)
    if isEngine {
      for index in exports.indices where exports[index].type == image { exports[index].type = moby }
    }
    guard let kept = outputs.firstIndex(where: \.isInEngine) else { return exports }
    let asked = exports[kept].imageNames
    var names = asked
    for index in exports.indices where index != kept && exports[index].isStored {
      let given = exports[index].imageNames
      guard names.contains(where: given.contains) else { continue }
      names.removeAll(where: given.contains)
      // What is kept is to be run.
      exports[index].attributes["unpack"] = nil
    }
    guard names.count < asked.count else { return exports }
    if names.isEmpty {
      exports.remove(at: kept)
    } else {
      exports[kept].attributes["name"] = names.joined(separator: ",")
    }
    return exports
  }

  private static let image = OutputSpecification.ExporterType.image.rawValue
  fileprivate static let moby = OutputSpecification.ExporterType.moby.rawValue
}

extension BuildRequest.Export {
  fileprivate var imageNames: [String] {
    (attributes["name"] ?? "").split(separator: ",").map(String.init)
  }

  /// Whether an Engine stores it by its names.
  fileprivate var isStored: Bool { type == PlannedOutput.moby && attributes["store"] != "false" }
}
