/// How models of the Hugging Face hub that aren't in the cache can be fetched. Nothing is run here.
public struct HubFetch: Sendable {
  /// The environment in which programs are looked for.
  private let environment: EnvironmentLookup

  /// - Parameter environment: tells `PATH`, and `HF_HUB_OFFLINE`, with which nothing is fetched.
  public init(environment: @escaping EnvironmentLookup = processEnvironment) {
    self.environment = environment
  }

  /// The snapshot of a model in the cache.
  ///
  /// - Throws: ``BentoError`` of kind `modelNotFound`, with the command that fetches it.
  func snapshot(
    of model: HuggingFaceModel, for tag: BentoTag, in cache: HubCache
  ) throws(BentoError) -> HubSnapshot {
    if let found = try cache.snapshot(of: model) { return found }
    let advice = command("hf", model, cache).commandLine
    throw BentoError(
      .modelNotFound, "\(HubDownload.missing(model, tag, cache)); run `\(advice)`")
  }

  /// What has to be run for a bento's models to be in the cache, in the order of the bento's list.
  ///
  /// - Throws: ``BentoError`` of kind `modelNotFound` with the command to run, if there is no program
  ///   that fetches.
  package func downloads(
    for bento: Bento, into cache: HubCache
  ) throws(BentoError) -> [HubDownload] {
    var downloads: [HubDownload] = []
    for entry in bento.info.allModels {
      guard case .huggingFace(let model) = entry.registry,
        try cache.snapshot(of: model) == nil
      else { continue }
      guard let (name, path) = program(), !isOffline else {
        _ = try snapshot(of: model, for: entry.tag, in: cache)
        continue
      }
      let known = downloads.contains { $0.model == model }
      if !known {
        downloads.append(
          HubDownload(
            path: path, program: command(name, model, cache), model: model, tag: entry.tag,
            cache: cache))
      }
    }
    return downloads
  }

  private func command(
    _ program: String, _ model: HuggingFaceModel, _ cache: HubCache
  ) -> HubProgram {
    HubProgram(
      name: program, model: model, cache: cache.folder, trusted: environment("HF_ENDPOINT"))
  }

  private var isOffline: Bool {
    ["HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE"].contains { name in
      ["1", "ON", "YES", "TRUE"].contains(environment(name)?.uppercased() ?? "")
    }
  }

  private func program() -> (name: String, path: String)? {
    for name in ["hf", "huggingface-cli"] {
      for folder in (environment("PATH") ?? "").split(separator: ":") {
        let path = "\(folder)/\(name)"
        if File.isFile(path), File.isExecutable(path) { return (name, path) }
      }
    }
    return nil
  }
}
