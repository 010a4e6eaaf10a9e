/// A model on disk, of which only `model.yaml` is read.
public struct Model: Sendable {
  /// The folder that holds `model.yaml` and the model's own files.
  public let folder: String
  /// The name and version in `model.yaml`.
  public let tag: BentoTag
  /// When the model was made; nil if not recorded.
  public let creationTime: Timestamp?

  /// Reads the `model.yaml` in a folder.
  ///
  /// - Throws: ``BentoError`` of kind `missingModelFile`, `unreadable`, `malformedYAML`,
  ///   `missingField`, `invalidField` or `invalidTagPart`.
  public init(at folder: String) throws(BentoError) {
    let file = "\(folder)/model.yaml"
    try self.init(
      try YAMLFile.fields(
        of: file, missing: .missingModelFile,
        advice: "no model.yaml at \(quotedIfOdd(file)); is it the folder of a model?"),
      folder: folder)
  }

  /// Reads the text of a `model.yaml`.
  init(yaml: [UInt8], folder: String) throws(BentoError) {
    try self.init(try YAMLFile.fields(in: yaml, of: "\(folder)/model.yaml"), folder: folder)
  }

  private init(_ fields: YAMLFields, folder: String) throws(BentoError) {
    var warnings: [BentoWarning] = []
    tag = try fields.tag(warnings: &warnings)
    creationTime = try fields.timestamp("creation_time")
    self.folder = folder
  }
}
