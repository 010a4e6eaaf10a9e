extension Bento {
  /// What the bento's build context holds. No model's own files are looked at, and nothing is copied.
  ///
  /// - Parameters:
  ///   - models: where the models of BentoML's registry are.
  ///   - files: files to lay over the bento's own, such as `env/docker/Dockerfile`.
  /// - Throws: ``BentoError`` of kind `modelNotFound`, `unsupportedRegistry`, or as
  ///   ``ModelStore/model(_:)``.
  public func context(
    models store: ModelStore, files: [GeneratedFile] = []
  ) throws(BentoError) -> ContextDescription {
    var sources = ModelSources(bentoFolder: folder, store: store)
    for entry in info.allModels { try sources.add(entry) }
    return ContextDescription(
      bentoFolder: folder, models: sources.mounts, files: sources.latestFiles + files,
      folders: [Array("models".utf8), Array("hf-models".utf8)])
  }
}
