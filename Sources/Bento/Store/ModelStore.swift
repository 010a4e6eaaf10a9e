/// The models below a BentoML home. Looking up never writes.
public struct ModelStore: Sendable {
  /// The folder of the store.
  public var folder: String { shelf.path }
  private let shelf: StoreFolder

  /// The store of a BentoML home; it need not exist.
  public init(home: String) { self.init(folder: "\(home)/models") }

  init(folder: String) {
    shelf = StoreFolder(
      path: folder,
      wording: .init(
        item: "Model", file: "model.yaml", pull: "bentoml models pull", notFound: .modelNotFound))
  }

  /// The model that a tag means, by the same rules as ``BentoStore/bento(_:)``.
  ///
  /// - Throws: ``BentoError`` of kind `modelNotFound`, `ambiguousVersion`, `missingModelFile`, or
  ///   what a malformed `model.yaml` gives.
  public func model(_ tag: BentoTag) throws(BentoError) -> Model {
    let folder = try shelf.locate(tag) { path throws(BentoError) in
      try Model(at: path).creationTime
    }
    return try Model(at: folder)
  }
}
