/// A model that a bento needs.
public struct ModelEntry: Sendable, Hashable {
  /// The model's tag.
  public let tag: BentoTag
  /// The BentoML module that saved it; nil if not recorded.
  public let module: String?
  /// When it was made; nil if not recorded.
  public let creationTime: Timestamp?
  /// The name that the bento gave it; nil if none.
  public let alias: String?
  /// Where it comes from.
  public let registry: ModelRegistry
}

/// Where a model comes from.
public enum ModelRegistry: Sendable, Hashable {
  /// BentoML's own store.
  case bentoML
  /// The Hugging Face hub.
  case huggingFace(HuggingFaceModel)
  /// Any other name; BentoML takes its own store to be meant.
  case other(String)

  /// The name in `bento.yaml`.
  public var name: String {
    switch self {
    case .bentoML: "bentoml"
    case .huggingFace: "huggingface"
    case .other(let name): name
    }
  }
}

/// A model on the Hugging Face hub.
public struct HuggingFaceModel: Sendable, Hashable {
  /// The id of the repository, such as `acme/tiny-net`.
  public let modelID: String
  /// The branch, tag or commit.
  public let revision: String
  /// The address of the hub; nil for the usual one.
  public let endpoint: String?
  /// Patterns of the files that are wanted; none means all.
  public let include: [String]
  /// Patterns of the files that aren't wanted.
  public let exclude: [String]
}
