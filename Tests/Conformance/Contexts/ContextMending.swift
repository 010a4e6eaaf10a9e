import Bento
import Digests
import Glibc

/// What a context should hold where BentoML is wrong about it.
enum ContextMending {
  /// D61: BentoML ships everything that the cache has of a Hugging Face model. Only the selected
  /// snapshot belongs into an image: its wanted files, the blobs that they are links to, and the
  /// refs to it.
  static func mended(_ files: [ContextFile], _ info: BentoInfo) -> [ContextFile] {
    let selections = info.allModels.compactMap { entry -> SelectedSnapshot? in
      guard case .huggingFace(let model) = entry.registry else { return nil }
      return SelectedSnapshot(of: model, in: files)
    }
    return files.filter { file in
      let own = selections.filter { file.path.hasPrefix("\($0.root)/") }
      return own.isEmpty || own.contains { $0.holds(file) }
    }
  }
}

/// What belongs to one snapshot of a model in a context that holds more of it.
private struct SelectedSnapshot {
  let root: String
  private let refDigest: String?
  private let tree: String
  private let leaves: Set<String>

  init?(of model: HuggingFaceModel, in files: [ContextFile]) {
    let root = "hf-models/models--" + model.modelID.split(separator: "/").joined(separator: "--")
    guard let commit = Self.commit(of: model, root, files) else { return nil }
    self.root = root
    refDigest = Self.digest(commit)
    tree = "\(root)/trees/\(commit).json"
    let snapshot = "\(root)/snapshots/\(commit)/"
    let wanted = files.filter { file in
      file.type != "dir" && file.path.hasPrefix(snapshot)
        && Self.isWanted(String(file.path.dropFirst(snapshot.count)), by: model)
    }
    let blobs = wanted.compactMap { file in
      file.target?.split(separator: "/").last.map { "\(root)/blobs/\($0)" }
    }
    leaves = Set(wanted.map(\.path) + blobs)
  }

  func holds(_ file: ContextFile) -> Bool {
    if file.type == "dir" {
      return file.path == "\(root)/refs" || file.path == "\(root)/trees"
        || leaves.contains { $0.hasPrefix("\(file.path)/") }
    }
    if file.path.hasPrefix("\(root)/refs/") { return file.sha256 == refDigest }
    return leaves.contains(file.path) || file.path == tree
  }

  /// The commit: the revision, if there is a snapshot of it, else the one that its ref names.
  private static func commit(
    of model: HuggingFaceModel, _ root: String, _ files: [ContextFile]
  ) -> String? {
    let snapshots = "\(root)/snapshots/"
    let commits = files.filter { $0.type == "dir" && $0.path.hasPrefix(snapshots) }
      .map { String($0.path.dropFirst(snapshots.count)) }
      .filter { !$0.contains("/") }
    if commits.contains(model.revision) { return model.revision }
    let ref = files.first { $0.path == "\(root)/refs/\(model.revision)" }
    return commits.first { Self.digest($0) == ref?.sha256 }
  }

  /// By the C library's `fnmatch`, which knows the same patterns.
  private static func isWanted(_ path: String, by model: HuggingFaceModel) -> Bool {
    func matches(_ pattern: String) -> Bool {
      fnmatch(pattern.hasSuffix("/") ? pattern + "*" : pattern, path, FNM_NOESCAPE) == 0
    }
    return (model.include.isEmpty || model.include.contains(where: matches))
      && !model.exclude.contains(where: matches)
  }

  private static func digest(_ text: String) -> String? {
    guard var sum = try? SHA256() else { return nil }
    Array(text.utf8).withUnsafeBytes { sum.update($0) }
    return sum.hexadecimal()
  }
}
