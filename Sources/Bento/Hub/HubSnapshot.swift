/// One snapshot of a Hugging Face model in the cache, and what of it goes into the image.
///
/// In the image it has the cache's own layout, so that huggingface_hub finds it there: the
/// snapshot's links, the blobs they lead to, and the refs that mean this commit. Other snapshots,
/// files that the entry doesn't want and blobs that nothing wanted leads to stay out.
public struct HubSnapshot: Sendable, Hashable {
  /// The model's id.
  public let modelID: String
  /// The commit of the snapshot.
  public let commit: String
  /// The model's folder in the cache on disk.
  public let repository: String
  /// The path in the context, `hf-models/models--<org>--<name>`.
  public let path: [UInt8]
  /// What of the folder goes into the image as it is, links staying links; paths in it.
  public let kept: [[UInt8]]
  /// Files of the snapshot whose links lead out of the model's folder; paths in the snapshot. What
  /// they lead to goes into the image in their place.
  public let followed: [[UInt8]]

  init(
    of model: HuggingFaceModel, commit: String, repository: String, name: String
  ) throws(BentoError) {
    modelID = model.modelID
    self.commit = commit
    self.repository = repository
    path = Array("hf-models/\(name)".utf8)
    var contents = HubContents(
      repository: repository, snapshot: "snapshots/\(commit)", filter: HubFilter(model))
    try contents.find()
    followed = contents.followed
    kept =
      contents.kept + Self.refs(to: commit, in: repository)
      + ["trees/\(commit).json"].filter { File.isFile("\(repository)/\($0)") }.map {
        Array($0.utf8)
      }
  }

  /// The refs that mean the commit, such as `refs/main` and `refs/pr/1`.
  private static func refs(to commit: String, in repository: String) -> [[UInt8]] {
    var found: [[UInt8]] = []
    var folders = ["refs"]
    while let folder = folders.popLast() {
      for name in File.names(in: "\(repository)/\(folder)") {
        let path = "\(folder)/\(name)"
        if File.isFolder("\(repository)/\(path)") {
          if path.utf8.count < 1024 { folders.append(path) }
        } else if let bytes = try? File.read("\(repository)/\(path)", limit: 4096),
          bytes.elementsEqual(commit.utf8)
        {
          found.append(Array(path.utf8))
        }
      }
    }
    return found
  }
}
