import FileTree

/// What can be said about a build of a Dockerfile, in types: each becomes attributes of the frontend.
public struct DockerfileOptions: Sendable {
  /// The stage to build; nil for the last one.
  public var target: String?
  /// What the image is to run on; the daemon's own platform if empty. Of several, an index is made.
  public var platforms: [Platform] = []
  /// Values for `ARG`.
  public var buildArguments: [String: String] = [:]
  /// Labels of the image.
  public var labels: [String: String] = [:]
  /// Further sources of files, by name.
  public var buildContexts: [BuildContext] = []
  /// Stages whose steps run anew.
  public var noCacheStages: [String] = []
  /// Whether base images are looked for in their registry, even if the daemon has them.
  public var pulls = false
  /// The network of the steps; nil for what the Dockerfile says.
  public var network: NetworkMode?
  /// Entries of `/etc/hosts` for the steps.
  public var extraHosts: [ExtraHost] = []
  /// Limits for the steps.
  public var limits: [ResourceLimit] = []
  /// The size of `/dev/shm` in the steps.
  public var sharedMemory: ByteSize?
  /// The control group that the steps run in.
  public var controlGroup: String?
  /// Statements about the image; of two of a kind, the later holds.
  public var attestations: [Attestation] = []

  /// A build with the frontend's defaults.
  public init() {}
}

extension DockerfileOptions {
  /// Puts all into a request.
  ///
  /// - Throws: ``InvalidSpecification``; `FileTreeError` for a folder that can't be read.
  public func apply(to request: inout BuildRequest) throws {
    for (key, value) in try attributes { request.frontendAttributes[key] = value }
    if network == .host, !request.entitlements.contains("\(Entitlement.networkHost)") {
      request.entitlements.append("\(Entitlement.networkHost)")
    }
    if buildArguments["BUILDKIT_INLINE_CACHE"].flatMap(Boolean.value) == true,
      !request.cache.exports.contains(where: { $0.type == "inline" })
    {
      request.cache.exports.append(CacheOptionsEntry(type: "inline"))
    }
    for context in buildContexts { try context.apply(to: &request) }
  }

  /// The frontend's attributes, without those of build contexts.
  ///
  /// - Throws: ``InvalidSpecification``.
  public var attributes: [String: String] {
    get throws(InvalidSpecification) {
      var attributes: [String: String] = [:]
      attributes["target"] = target
      if !platforms.isEmpty {
        attributes["platform"] = platforms.map(\.description).joined(separator: ",")
      }
      for (name, value) in buildArguments { attributes["build-arg:\(name)"] = value }
      for (name, value) in labels { attributes["label:\(name)"] = value }
      if !noCacheStages.isEmpty { attributes["no-cache"] = noCacheStages.joined(separator: ",") }
      if pulls { attributes["image-resolve-mode"] = "pull" }
      attributes["force-network-mode"] = network?.rawValue
      if !extraHosts.isEmpty { attributes["add-hosts"] = ExtraHost.attribute(extraHosts) }
      if !limits.isEmpty {
        var texts: [String] = []
        for limit in limits { texts.append(try limit.checked()) }
        attributes["ulimit"] = texts.joined(separator: ",")
      }
      if let sharedMemory { attributes["shm-size"] = String(sharedMemory.bytes) }
      attributes["cgroup-parent"] = controlGroup
      for attestation in attestations {
        attributes["attest:\(attestation.kind.rawValue)"] = attestation.attribute
      }
      return attributes
    }
  }
}

extension BuildContext {
  /// Puts the context into a request.
  ///
  /// - Throws: ``InvalidSpecification``; `FileTreeError` for a folder that can't be read.
  func apply(to request: inout BuildRequest) throws {
    let place: String
    switch source {
    case .remote(let url): place = url
    case .folder(let path):
      // The names of the build's own trees are taken.
      let local = ["context", "dockerfile"].contains(name) ? "_" + name : name
      var tree = FileTree()
      try tree.addFolder(path)
      request.locals[local] = tree
      request.frontendAttributes["sharedkey:localdir:\(name)"] = path
      place = "local:\(local)"
    case .ociLayout(let path, let image, let digest):
      let layout = try LayoutContext(name, path: path, name: image, digest: digest)
      request.ociLayouts[layout.store] = path
      place = layout.place
    }
    request.frontendAttributes["context:\(name)"] = place
    request.frontendAttributes["frontend.caps"] = "moby.buildkit.frontend.contexts+forward"
  }
}
