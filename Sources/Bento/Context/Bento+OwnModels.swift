extension Bento {
  /// A model that the bento carries itself, below `models`; nil if it carries none of the tag.
  ///
  /// - Throws: ``BentoError`` about a malformed `model.yaml`.
  func ownModel(_ tag: BentoTag) throws(BentoError) -> Model? {
    if tag.meansLatest { return try ownLatestModel(tag.name) }
    let folder = "models/\(tag.path)"
    guard let yaml = try file("\(folder)/model.yaml", limit: YAMLLimits.bytes) else { return nil }
    return try Model(yaml: yaml, folder: "\(path)/\(folder)")
  }

  /// The model that the bento's own `models/<name>/latest` names; nil if it has none.
  func ownLatestModel(_ name: String) throws(BentoError) -> Model? {
    guard let bytes = try file("models/\(name)/latest", limit: 4096),
      let version = StoreFolder.version(inLatestFile: bytes), version != "latest"
    else { return nil }
    let folder = "models/\(name)/\(version)"
    guard let yaml = try file("\(folder)/model.yaml", limit: YAMLLimits.bytes) else { return nil }
    return try Model(yaml: yaml, folder: "\(path)/\(folder)")
  }
}
