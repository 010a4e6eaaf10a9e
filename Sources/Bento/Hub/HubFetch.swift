/// Fetches models of the Hugging Face hub that aren't in the cache.
public struct HubFetch: Sendable {
  /// The environment in which programs are looked for and run.
  private let environment: EnvironmentLookup

  /// - Parameter environment: tells `PATH`, and `HF_HUB_OFFLINE`, with which nothing is fetched.
  public init(environment: @escaping EnvironmentLookup = processEnvironment) {
    self.environment = environment
  }

  /// The snapshot of a model: from the cache, else fetched into it.
  ///
  /// - Throws: ``BentoError`` of kind `modelNotFound` with the command to run if no program can
  ///   fetch it, or `fetchFailed`.
  func snapshot(
    of model: HuggingFaceModel, for tag: BentoTag, in cache: HubCache
  ) throws(BentoError) -> HubSnapshot {
    if let found = try cache.snapshot(of: model) { return found }
    let missing =
      "model '\(tag)' (\(quoted(model.modelID)) of Hugging Face, revision"
      + " \(quoted(model.revision))) is not in the cache \(quotedIfOdd(cache.folder))"
    guard let (name, path) = program(), !isOffline else {
      let advice = command("hf", model, cache).commandLine
      throw BentoError(.modelNotFound, "\(missing); run `\(advice)`")
    }
    let program = command(name, model, cache)
    let version = try? ChildProgram.run(path, ["version"], output: .captured)
    let result: ChildProgram.Result
    do throws(ChildProgram.Failure) {
      result = try ChildProgram.run(
        path, program.arguments(HubProgram.patterns(for: version?.output ?? "")),
        variables: program.environment, output: .shownOnTerminal)
    } catch {
      throw BentoError(.fetchFailed, "\(missing); \(quoted(path)) can't be run: \(error.reason)")
    }
    guard result.isSuccess else {
      let last = result.lastLine.map { ": \(quoted($0))" } ?? ""
      throw BentoError(.fetchFailed, "\(missing); `\(program.commandLine)` failed\(last)")
    }
    if let found = try cache.snapshot(of: model) { return found }
    throw BentoError(
      .fetchFailed, "\(missing), also after `\(program.commandLine)`; look what it fetched")
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
