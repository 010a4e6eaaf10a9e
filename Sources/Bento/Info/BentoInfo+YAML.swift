extension BentoInfo {
  /// Reads a `bento.yaml`.
  ///
  /// - Parameters:
  ///   - path: the path of the file.
  ///   - warnings: gets what the user should hear of.
  /// - Throws: ``BentoError`` of kind `missingBentoFile`, `unreadable`, `malformedYAML`,
  ///   `missingField`, `invalidField`, `unknownField`, `invalidTag`, `invalidTagPart` or
  ///   `emptyVersion`.
  public init(file path: String, warnings: inout [BentoWarning]) throws(BentoError) {
    let fields = try YAMLFile.fields(
      of: path, missing: .missingBentoFile,
      advice: "no bento.yaml at \(quotedIfOdd(path)); is it the folder of a bento?")
    try self.init(fields, warnings: &warnings)
  }

  /// Reads the text of a `bento.yaml`.
  ///
  /// - Parameters:
  ///   - yaml: the bytes of the file.
  ///   - path: what errors call the file.
  ///   - warnings: gets what the user should hear of.
  /// - Throws: as ``init(file:warnings:)``.
  public init(
    yaml: [UInt8], path: String, warnings: inout [BentoWarning]
  ) throws(BentoError) {
    try self.init(try YAMLFile.fields(in: yaml, of: path), warnings: &warnings)
  }

  private init(_ fields: YAMLFields, warnings: inout [BentoWarning]) throws(BentoError) {
    tag = try fields.tag(warnings: &warnings)
    service = try fields.required("service").text()
    bentomlVersion = try fields.optionalText("bentoml_version")
    creationTime = try fields.timestamp("creation_time")
    labels = try fields["labels"].map(Self.labels) ?? [:]
    models = try ModelEntry.list(fields["models"], warnings: &warnings)
    entryService = try fields.text("entry_service")
    var services: [ServiceEntry] = []
    for element in try fields["services"]?.elements() ?? [] {
      services.append(try ServiceEntry(element, warnings: &warnings))
    }
    self.services = services
    envs = try fields.list("envs") { value throws(BentoError) in try EnvironmentEntry(value) }
    switch fields["spec"]?.node.content {
    case .scalar(.integer(2, _)), .scalar(.float(2)):
      image = .v2(try ImageOptions(fields["image"]))
    default:
      // The text '2' too: BentoML compares with the number.
      image = .v1(try LegacyImageOptions(fields, warnings: &warnings))
    }
  }

  private static func labels(_ value: YAMLValue) throws(BentoError) -> [String: String] {
    var labels: [String: String] = [:]
    for (key, label) in try value.entries() { labels[key] = try label.text() }
    return labels
  }
}

extension YAMLFields {
  /// The tag that the fields `name` and `version` make.
  func tag(warnings: inout [BentoWarning]) throws(BentoError) -> BentoTag {
    let named = try required("name").tag(warnings: &warnings) {
      text, warnings throws(BentoError) in
      try BentoTag(name: text, version: nil, warnings: &warnings)
    }
    return try required("version").tag(warnings: &warnings) { text, warnings throws(BentoError) in
      try BentoTag(name: named.name, version: text, warnings: &warnings)
    }
  }

  /// A moment, as ISO 8601 text or a YAML timestamp.
  func timestamp(_ name: String) throws(BentoError) -> Timestamp? {
    guard let value = given(name) else { return nil }
    switch try value.scalar("a date and time") {
    case .timestamp(let timestamp): return timestamp
    case .text(let text):
      if let timestamp = Timestamp(iso8601: text) { return timestamp }
      throw value.expected("a date and time such as 2024-01-31T08:00:00+00:00")
    default: throw value.expected("a date and time")
    }
  }
}

extension YAMLValue {
  /// A tag made of its text; complaints get the location.
  func tag(
    warnings: inout [BentoWarning],
    _ make: (String, inout [BentoWarning]) throws(BentoError) -> BentoTag
  ) throws(BentoError) -> BentoTag {
    let text = try exactText()
    do throws(BentoError) {
      return try make(text, &warnings)
    } catch {
      throw self.error(error.message, error.kind)
    }
  }
}
