import BuildKit
import FileTree

extension SolveSettings {
  /// Puts everything but outputs and secrets into a request.
  ///
  /// - Throws: ``ContainerError`` of kind `invalidOption`; `FileTreeError` for a folder that can't be
  ///   read.
  func apply(to request: inout BuildRequest) throws {
    request.entitlements = allow
    request.cache = cache
    request.ociLayouts.merge(ociLayouts) { _, given in given }
    request.noCache = noCache
    for (name, folder) in folders {
      var tree = FileTree()
      try tree.addFolder(folder)
      request.locals[name] = tree
    }
    do {
      try dockerfile.apply(to: &request)
      if let sourcePolicyFile {
        request.sourcePolicy = try SourcePolicy(
          json: SmallFile.contents(of: sourcePolicyFile), path: sourcePolicyFile)
      }
    } catch let error as InvalidSpecification {
      throw ContainerError(.invalidOption, "\(error)")
    }
    // What is said in the frontend's own words goes before.
    request.frontendAttributes.merge(frontendAttributes) { _, given in given }
  }
}
