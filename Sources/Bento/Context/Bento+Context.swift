extension Bento {
  /// What the bento's build context holds. Nothing is copied; of models only `model.yaml` is read,
  /// and links are.
  ///
  /// - Parameters:
  ///   - store: where the models of BentoML's registry are.
  ///   - hub: where the models of Hugging Face are.
  ///   - fetch: knows how models of Hugging Face that aren't there could be fetched.
  ///   - files: files to lay over the bento's own, such as `env/docker/Dockerfile`.
  /// - Throws: ``BentoError`` of kind `modelNotFound`, or as ``ModelStore/model(_:)``.
  public func context(
    models store: ModelStore, hub: HubCache = HubCache(), fetch: HubFetch = HubFetch(),
    files: [GeneratedFile] = []
  ) throws(BentoError) -> ContextDescription {
    var sources = ModelSources(bento: self, store: store)
    var snapshots: [HubSnapshot] = []
    for entry in info.allModels {
      if case .huggingFace(let model) = entry.registry {
        let snapshot = try fetch.snapshot(of: model, for: entry.tag, in: hub)
        if !snapshots.contains(snapshot) { snapshots.append(snapshot) }
      } else {
        try sources.add(entry)
      }
    }
    return ContextDescription(
      bento: self, models: sources.mounts, snapshots: snapshots, files: sources.latestFiles + files,
      folders: [Array("models".utf8), Array("hf-models".utf8)])
  }
}
