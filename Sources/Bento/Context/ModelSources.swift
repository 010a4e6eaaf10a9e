/// Finds the models of BentoML's registry that a bento needs, one after the other.
struct ModelSources {
  private let bento: Bento
  private let store: ModelStore
  private var latest: [String: Model] = [:]
  private var found: Set<BentoTag> = []
  /// The names whose `latest` file has to be written, in order.
  private var changed: [String] = []

  /// The models that have to be mounted.
  private(set) var mounts: [ModelMount] = []

  init(bento: Bento, store: ModelStore) {
    self.bento = bento
    self.store = store
  }

  /// Finds one more model: in the bento itself, as exported bentos carry them, else in the store.
  mutating func add(_ entry: ModelEntry) throws(BentoError) {
    if let own = try bento.ownModel(entry.tag) {
      found.insert(own.tag)
      try note(own, isNew: false)
      return
    }
    let model = try find(entry)
    // Two tags may mean one model: a version and `latest`.
    guard found.insert(model.tag).inserted else { return }
    mounts.append(
      ModelMount(
        tag: model.tag, folder: model.folder, path: Array("models/\(model.tag.path)".utf8)))
    try note(model, isNew: true)
  }

  /// `models/<name>/latest` of every name that got a model, holding the newest version.
  var latestFiles: [GeneratedFile] {
    changed.compactMap { name in
      latest[name]?.tag.version.map { GeneratedFile(path: "models/\(name)/latest", content: $0) }
    }
  }

  /// Remembers the newest version of a name; of two as old as each other the later one.
  ///
  /// - Parameter isNew: whether the model is added to those of the bento.
  private mutating func note(_ model: Model, isNew: Bool) throws(BentoError) {
    let name = model.tag.name
    let rival: Model?
    if let known = latest[name] { rival = known } else { rival = try bento.ownLatestModel(name) }
    guard let rival, !isNew || Self.age(rival) > Self.age(model) else {
      latest[name] = model
      if !changed.contains(name) { changed.append(name) }
      return
    }
    latest[name] = rival
  }

  private func find(_ entry: ModelEntry) throws(BentoError) -> Model {
    do throws(BentoError) {
      return try store.model(entry.tag)
    } catch {
      guard error.kind == .modelNotFound else { throw error }
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

  private static func age(_ model: Model) -> Int {
    model.creationTime?.microsecondsSinceEpoch ?? .max
  }
}
