/// The cache of Hugging Face models on this machine, as huggingface_hub lays it out:
/// `models--<org>--<name>` with `refs`, `snapshots` and `blobs`.
public struct HubCache: Sendable {
  /// The folder of the cache; it need not exist.
  public let folder: String

  /// A cache in a folder.
  public init(folder: String) { self.folder = folder }

  /// The cache that the environment names: `BENTOML_HF_CACHE_DIR` as BentoML has it, else
  /// `HF_HUB_CACHE`, `HUGGINGFACE_HUB_CACHE`, `HF_HOME`/hub and `XDG_CACHE_HOME`/huggingface/hub as
  /// huggingface_hub has them, else `~/.cache/huggingface/hub`.
  public init(environment: @escaping EnvironmentLookup = processEnvironment) {
    func given(_ name: String) -> String? { environment(name).flatMap { $0.isEmpty ? nil : $0 } }
    if let own = given("BENTOML_HF_CACHE_DIR") {
      folder = own
      return
    }
    let named = given("HF_HUB_CACHE") ?? given("HUGGINGFACE_HUB_CACHE")
    let home = given("HF_HOME") ?? (given("XDG_CACHE_HOME") ?? "~/.cache") + "/huggingface"
    folder =
      named.map { PathExpansion.once($0, environment) }
      ?? PathExpansion.once(home, environment) + "/hub"
  }

  /// The folder in the cache for a model's id.
  static func folderName(of modelID: String) -> String {
    "models--"
      + modelID.split(separator: "/", omittingEmptySubsequences: false)
      .joined(separator: "--")
  }

  /// The snapshot of a model that an entry selects; nil if it isn't in the cache.
  func snapshot(of model: HuggingFaceModel) throws(BentoError) -> HubSnapshot? {
    let name = Self.folderName(of: model.modelID)
    guard let repository = repository(name) else { return nil }
    guard let commit = commit(of: model.revision, in: repository),
      File.isFolder("\(repository)/snapshots/\(commit)")
    else { return nil }
    return try HubSnapshot(of: model, commit: commit, repository: repository, name: name)
  }

  /// The folder of a name. `bentoml` writes ids in lower case, so a model that something else
  /// downloaded may have a folder that differs in case; it is taken if there is just one.
  private func repository(_ name: String) -> String? {
    let exact = "\(folder)/\(name)"
    if File.isFolder(exact) { return exact }
    let lower = name.lowercased()
    let others = File.names(in: folder).filter {
      $0.lowercased() == lower && File.isFolder("\(folder)/\($0)")
    }
    return others.count == 1 ? "\(folder)/\(others[0])" : nil
  }

  /// The commit that a revision means: the revision itself if it is one, else what its ref says.
  private func commit(of revision: String, in repository: String) -> String? {
    if Self.isCommit(revision) { return revision }
    guard let bytes = try? File.read("\(repository)/refs/\(revision)", limit: 4096) else {
      return nil
    }
    let commit = String(decoding: bytes, as: UTF8.self)
    return Self.isName(commit) ? commit : nil
  }

  static func isCommit(_ text: String) -> Bool {
    text.utf8.count == 40
      && text.utf8.allSatisfy { (48...57).contains($0) || (97...102).contains($0) }
  }

  /// Whether a text can be the name of one file.
  static func isName(_ text: String) -> Bool {
    !text.isEmpty && text != "." && text != ".." && text.utf8.count <= 255
      && !text.utf8.contains { $0 == UInt8(ascii: "/") || $0 < 0x20 || $0 == 0x7f }
  }
}
