/// Which files of a model are wanted, by huggingface_hub's rules: one of the patterns to include
/// must match, if there are any, and none to exclude. A pattern that ends in `/` means all below.
struct HubFilter: Sendable {
  private let include: [NamePattern]?
  private let exclude: [NamePattern]

  init(_ model: HuggingFaceModel) {
    include = model.include.isEmpty ? nil : model.include.map(Self.pattern)
    exclude = model.exclude.map(Self.pattern)
  }

  /// - Parameter path: the path in the model's repository.
  func wants(_ path: String) -> Bool {
    if let include, !include.contains(where: { $0.matches(path) }) { return false }
    return !exclude.contains { $0.matches(path) }
  }

  private static func pattern(_ text: String) -> NamePattern {
    NamePattern(text.hasSuffix("/") ? text + "*" : text)
  }
}
