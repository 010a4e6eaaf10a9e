import BuildKit
import FileTree

extension SolveSettings {
  /// Puts everything but outputs into a request.
  ///
  /// - Throws: ``ContainerError`` of kind `invalidOption` or `unreadableSecret`.
  func apply(to request: inout BuildRequest) throws {
    request.entitlements = allow
    request.cache = cache
    request.ociLayouts.merge(ociLayouts) { _, given in given }
    for secret in secrets + ownSecrets {
      try secret.check()
      request.secrets[secret.id] = secret.source
    }
    request.ssh = ssh
    request.registryTLS = registryTLS
    request.noCache = noCache
    do {
      for (name, folder) in folders {
        var tree = FileTree()
        try tree.addFolder(folder)
        request.locals[name] = tree
      }
      try dockerfile.apply(to: &request)
      if let sourcePolicyFile {
        request.sourcePolicy = try SourcePolicy(
          json: SmallFile.contents(of: sourcePolicyFile), path: sourcePolicyFile)
      }
    } catch let error as InvalidSpecification {
      throw ContainerError(.invalidOption, "\(error)")
    } catch let error as FileTreeError {
      throw ContainerError(.invalidOption, "\(error)")
    }
    // What is said in the frontend's own words goes before.
    request.frontendAttributes.merge(frontendAttributes) { _, given in given }
  }
}
