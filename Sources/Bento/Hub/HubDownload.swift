/// One model that a program is to fetch into the cache, and what it means if that fails.
package struct HubDownload: Sendable {
  /// The program's path.
  package let path: String
  let program: HubProgram
  let model: HuggingFaceModel
  let tag: BentoTag
  let cache: HubCache

  /// What tells the program's version.
  package static let versionArguments = ["version"]

  /// The arguments that fetch, without the program's name.
  ///
  /// - Parameter versionText: what the program tells of its version.
  package func arguments(versionText: String) -> [String] {
    program.arguments(HubProgram.patterns(for: versionText))
  }

  /// Variables that the program needs, whatever the environment sets.
  package var variables: [String: String] {
    Dictionary(program.environment) { _, last in last }
  }

  /// Looks whether the model is there now.
  ///
  /// - Throws: ``BentoError`` of kind `fetchFailed`.
  package func check() throws(BentoError) {
    guard try cache.snapshot(of: model) == nil else { return }
    throw BentoError(
      .fetchFailed, "\(missing), also after `\(program.commandLine)`; look what it fetched")
  }

  /// That the program can't be run.
  package func notRun(_ reason: String) -> BentoError {
    BentoError(.fetchFailed, "\(missing); \(quoted(path)) can't be run: \(reason)")
  }

  /// That the program failed.
  ///
  /// - Parameter lastLine: the last that it said; nil if it said nothing.
  package func failed(lastLine: String?) -> BentoError {
    let last = lastLine.map { ": \(quoted($0))" } ?? ""
    return BentoError(.fetchFailed, "\(missing); `\(program.commandLine)` failed\(last)")
  }

  private var missing: String { Self.missing(model, tag, cache) }

  static func missing(_ model: HuggingFaceModel, _ tag: BentoTag, _ cache: HubCache) -> String {
    "model '\(tag)' (\(quoted(model.modelID)) of Hugging Face, revision"
      + " \(quoted(model.revision))) is not in the cache \(quotedIfOdd(cache.folder))"
  }
}
