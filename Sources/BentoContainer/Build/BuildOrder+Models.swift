import Bento
import Threads

extension BuildOrder {
  /// Fetches the models of Hugging Face that the bento needs and that aren't in the cache, by `hf` or
  /// `huggingface-cli`. Cancelling the task ends the program.
  ///
  /// - Throws: `BentoError` of kind `modelNotFound`, with the command to run, if there is no such
  ///   program; of kind `fetchFailed` with what the program said; `CancellationError`.
  public func fetchModels() async throws {
    let (bento, environment) = (bento, environment)
    let downloads = try await BlockingWork.run { _ in
      try HubFetch(environment: environment)
        .downloads(for: bento, into: HubCache(environment: environment))
    }
    for download in downloads {
      try await run(download)
      try await BlockingWork.run { _ in try download.check() }
    }
  }

  private func run(_ download: HubDownload) async throws {
    let version = try? await ProcessPlan(
      program: download.path, arguments: HubDownload.versionArguments.map { Argument($0) }
    ).run(options: ProcessOptions(environment: environment))
    let versionText = String(decoding: version?.standardOutput ?? [], as: UTF8.self)
    var plan = ProcessPlan(
      program: download.path,
      arguments: download.arguments(versionText: versionText).map { Argument($0) })
    plan.variables = download.variables
    do {
      _ = try await plan.run(
        options: ProcessOptions(
          terminal: sharesTerminal ? .shared : .own, environment: environment))
    } catch let failure as ProcessFailure {
      throw download.failed(lastLine: failure.reason)
    } catch let error as ContainerError {
      throw download.notRun(error.message)
    }
  }
}
