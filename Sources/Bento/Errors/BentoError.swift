/// What went wrong with a tag, a store, a bento or a model, in one line that says what to do.
public struct BentoError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The kind of an error, for programs to decide by.
  public enum Kind: String, Sendable, CaseIterable {
    /// A text is no BentoML tag.
    case invalidTag
    /// A name or version holds a character, or a length, that tags don't allow.
    case invalidTagPart
    /// A tag ends in its colon.
    case emptyVersion
    /// `BENTOML_HOME` doesn't settle on a folder.
    case invalidHome
    /// No bento of that name and version is in the store, or no folder is at the path.
    case bentoNotFound
    /// Several versions begin with the text that was given.
    case ambiguousVersion
    /// A bento's folder has no `bento.yaml`.
    case missingBentoFile
    /// No model of that name and version is in the store.
    case modelNotFound
    /// A model's folder has no `model.yaml`.
    case missingModelFile
    /// A model's entry can't be followed: it names no possible model of its registry.
    case invalidModel
    /// A program that was run to fetch a model failed.
    case fetchFailed
    /// An archive is none, is damaged or ends too early.
    case damagedArchive
    /// An archive, or something in it, is of a sort that isn't read.
    case unsupportedArchive
    /// There is more in an archive than is accepted, or than there is room for.
    case archiveTooLarge
    /// A path or link leads out of the archive or the folder that it is in.
    case leavesBento
    /// A file can't be read, or is larger than any file of its sort.
    case unreadable
    /// A file is no YAML, or uses YAML that is refused.
    case malformedYAML
    /// A field that must be there is missing.
    case missingField
    /// A field holds something else than it should.
    case invalidField
    /// A field that doesn't exist is set, where none but the known ones are allowed.
    case unknownField
  }

  /// The kind of this error.
  public let kind: Kind
  /// What happened and what to do, without the location; one line.
  public let message: String
  /// Where in a file it happened, if it was in one.
  public let location: FileLocation?

  package init(_ kind: Kind, _ message: String, at location: FileLocation? = nil) {
    self.kind = kind
    self.message = message
    self.location = location
  }

  /// The whole error in one line: location, then message.
  public var description: String {
    guard let location else { return message }
    return "\(location): \(message)"
  }
}
