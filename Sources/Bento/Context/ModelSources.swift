/// Finds the models of a bento, one after the other.
struct ModelSources {
  private let bentoFolder: String
  private let store: ModelStore
  private var found: [Model] = []

  /// The models that have to be mounted.
  private(set) var mounts: [ModelMount] = []

  init(bentoFolder: String, store: ModelStore) {
    self.bentoFolder = bentoFolder
    self.store = store
  }

  /// Finds one more model.
  mutating func add(_ entry: ModelEntry) throws(BentoError) {
    if case .huggingFace(let source) = entry.registry {
      throw BentoError(
        .unsupportedRegistry,
        "model '\(entry.tag)' comes from the Hugging Face hub (\(quoted(source.modelID))),"
          + " which can't be read from yet; save it to BentoML's model store instead")
    }
    let model = try find(entry)
    // Two tags may mean one model: a version and `latest`.
    guard !found.contains(where: { $0.tag == model.tag }) else { return }
    found.append(model)
    guard model.folder != inBento(model.tag) else { return }
    let path = Array("models/\(model.tag.path)".utf8)
    mounts.append(ModelMount(tag: model.tag, folder: model.folder, path: path))
  }

  /// `models/<name>/latest` of every name, holding the newest version among those found.
  var latestFiles: [GeneratedFile] {
    var names: [String] = []
    var newest: [String: Model] = [:]
    for model in found {
      guard let rival = newest[model.tag.name] else {
        names.append(model.tag.name)
        newest[model.tag.name] = model
        continue
      }
      if Self.age(rival) <= Self.age(model) { newest[model.tag.name] = model }
    }
    return names.compactMap { name in
      newest[name]?.tag.version.map { GeneratedFile(path: "models/\(name)/latest", content: $0) }
    }
  }

  /// In the store, else in the bento's own folder, where older bentos carry their models.
  private func find(_ entry: ModelEntry) throws(BentoError) -> Model {
    do throws(BentoError) {
      return try store.model(entry.tag)
    } catch {
      guard error.kind == .modelNotFound else { throw error }
      if let own = try? ModelStore(folder: "\(bentoFolder)/models").model(entry.tag) { return own }
      let origin: String
      if case .other(let name) = entry.registry {
        origin = " (its registry is \(quoted(name)), for which BentoML's store is searched too)"
      } else {
        origin = ""
      }
      throw BentoError(
        .modelNotFound,
        "model '\(entry.tag)' is not in the store \(quotedIfOdd(store.folder))\(origin);"
          + " run `bentoml models pull \(entry.tag)`")
    }
  }

  private func inBento(_ tag: BentoTag) -> String { "\(bentoFolder)/models/\(tag.path)" }

  private static func age(_ model: Model) -> Int {
    model.creationTime?.microsecondsSinceEpoch ?? .max
  }
}
