extension ModelEntry {
  /// The entries of a list; none if there is no list.
  static func list(
    _ value: YAMLValue?, warnings: inout [BentoWarning]
  ) throws(BentoError) -> [ModelEntry] {
    guard let value else { return [] }
    var entries: [ModelEntry] = []
    for element in try value.elements() {
      entries.append(try ModelEntry(element, warnings: &warnings))
    }
    return entries
  }

  /// Reads an entry, or a plain tag as bentos before BentoML 1.0 have it.
  init(_ value: YAMLValue, warnings: inout [BentoWarning]) throws(BentoError) {
    if case .scalar = value.node.content {
      tag = try Self.tag(value, warnings: &warnings)
      module = "unknown"
      creationTime = nil
      alias = nil
      registry = .bentoML
      return
    }
    let fields = try YAMLFields(value)
    tag = try Self.tag(try fields.required("tag"), warnings: &warnings)
    module = try fields.optionalText("module")
    creationTime = try fields.timestamp("creation_time")
    alias = try fields.optionalText("alias")
    registry = try ModelRegistry(fields, tag: tag)
  }

  private static func tag(
    _ value: YAMLValue, warnings: inout [BentoWarning]
  ) throws(BentoError) -> BentoTag {
    try value.tag(warnings: &warnings) { text, warnings throws(BentoError) in
      try BentoTag(parsing: text, warnings: &warnings)
    }
  }
}

extension ModelRegistry {
  init(_ fields: YAMLFields, tag: BentoTag) throws(BentoError) {
    switch try fields.text("registry", or: "bentoml") {
    case "bentoml", "": self = .bentoML
    case "huggingface":
      self = .huggingFace(try HuggingFaceModel(fields.given("metadata"), tag, fields.value))
    case let name: self = .other(name)
    }
  }
}

extension HuggingFaceModel {
  /// Without metadata the tag's name is the id, `--` standing for the slash.
  init(_ metadata: YAMLValue?, _ tag: BentoTag, _ entry: YAMLValue) throws(BentoError) {
    let fields = try metadata.map { value throws(BentoError) in try YAMLFields(value) }
    modelID = try fields?.optionalText("model_id") ?? Self.modelID(fromTagName: tag.name)
    revision = try fields?.optionalText("revision") ?? "main"
    endpoint = try fields?.optionalText("endpoint")
    include = try fields?.optionalTexts("include") ?? []
    exclude = try fields?.optionalTexts("exclude") ?? []
    guard Self.isID(modelID) else {
      throw (fields?["model_id"] ?? entry).error(
        "is no id of a Hugging Face model such as acme/tiny-net: \(quoted(modelID))", .invalidModel)
    }
    guard Self.isRevision(revision) else {
      throw (fields?["revision"] ?? entry).error(
        "is no branch, tag or commit: \(quoted(revision))", .invalidModel)
    }
  }

  /// Whether a text can be an id: `name` or `organisation/name`, by the rules of the hub. Ids
  /// become file names and arguments of programs.
  private static func isID(_ text: String) -> Bool {
    let parts = text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    return parts.count <= 2
      && parts.allSatisfy { part in
        guard let first = part.first, isLetterOrDigit(first), part.count <= 96 else { return false }
        return part.allSatisfy { isLetterOrDigit($0) || "-_.".utf8.contains($0) }
      }
  }

  private static func isRevision(_ text: String) -> Bool {
    let parts = text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    return text.utf8.count <= 255
      && parts.allSatisfy {
        !$0.isEmpty && $0.first != UInt8(ascii: "-") && $0.first != UInt8(ascii: ".")
      }
      && text.utf8.allSatisfy { $0 > 0x20 && $0 != 0x7f }
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
      true
    default: false
    }
  }

  private static func modelID(fromTagName name: String) -> String {
    var id = ""
    var rest = name[...]
    while let first = rest.first {
      if rest.hasPrefix("--") {
        id += "/"
        rest = rest.dropFirst(2)
      } else {
        id.append(first)
        rest = rest.dropFirst()
      }
    }
    return id
  }
}
