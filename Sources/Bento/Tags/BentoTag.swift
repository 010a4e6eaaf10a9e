/// The name of a bento or a model, with or without a version: `name` or `name:version`.
///
/// Both parts are lower-case ASCII letters, digits, `_`, `-` and `.`, begin and end with a letter or
/// digit, and have 1 to 63 characters. Upper-case ASCII letters are made lower-case.
public struct BentoTag: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// The name.
  public let name: String
  /// The version; nil means the latest one. `latest` is an ordinary text here, which a store takes
  /// to mean the same.
  public let version: String?

  /// A tag from its parts.
  ///
  /// - Throws: ``BentoError`` of kind `invalidTagPart`.
  public init(name: String, version: String? = nil) throws(BentoError) {
    var warnings: [BentoWarning] = []
    try self.init(name: name, version: version, warnings: &warnings)
  }

  /// A tag from its text; see ``parse(_:)`` to hear of changes.
  ///
  /// - Throws: ``BentoError`` of kind `invalidTag`, `invalidTagPart` or `emptyVersion`.
  public init(_ text: String) throws(BentoError) {
    self = try Self.parse(text).tag
  }

  /// Reads a tag, which is split at its first colon.
  ///
  /// - Returns: the tag, and a warning for each part that was made lower-case.
  /// - Throws: ``BentoError`` of kind `invalidTag`, `invalidTagPart` or `emptyVersion`.
  public static func parse(
    _ text: String
  ) throws(BentoError) -> (tag: BentoTag, warnings: [BentoWarning]) {
    var warnings: [BentoWarning] = []
    let tag = try BentoTag(parsing: text, warnings: &warnings)
    return (tag, warnings)
  }

  package init(parsing text: String, warnings: inout [BentoWarning]) throws(BentoError) {
    guard let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")) else {
      try self.init(name: text, version: nil, warnings: &warnings)
      return
    }
    let name = String(text[..<colon])
    let version = String(text[text.utf8.index(after: colon)...])
    guard !version.isEmpty || name.isEmpty else {
      throw BentoError(
        .emptyVersion,
        "tag \(quoted(text)) ends in ':'; use \(quoted(name)) or \(quoted(name + ":latest"))")
    }
    do throws(BentoError) {
      try self.init(name: name, version: version, warnings: &warnings)
    } catch {
      throw BentoError(.invalidTag, "tag \(quoted(text)) is not valid: \(error.message)")
    }
  }

  package init(
    name: String, version: String?, warnings: inout [BentoWarning]
  ) throws(BentoError) {
    self.name = try TagGrammar.part(name, called: "name", warnings: &warnings)
    if let version {
      self.version = try TagGrammar.part(version, called: "version", warnings: &warnings)
    } else {
      self.version = nil
    }
  }

  /// Whether a store has to look up which version is meant.
  public var meansLatest: Bool { version == nil || version == "latest" }

  /// `name` or `name:version`.
  public var description: String { version.map { "\(name):\($0)" } ?? name }

  /// `name` or `name/version`, the path below a store's folder.
  public var path: String { version.map { "\(name)/\($0)" } ?? name }

  /// By name, then no version first, then by version's text.
  public static func < (left: BentoTag, right: BentoTag) -> Bool {
    if left.name != right.name { return left.name < right.name }
    switch (left.version, right.version) {
    case (nil, nil), (_, nil): return false
    case (nil, _): return true
    case (let mine?, let other?): return mine < other
    }
  }
}
