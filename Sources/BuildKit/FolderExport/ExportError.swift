/// What a daemon sent for a folder can't be written there. Nothing outside the folder was touched.
public struct ExportError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong.
  public enum Kind: String, Sendable, CaseIterable {
    /// A path that leaves the folder, is absolute, too long, or not in its shortest form.
    case invalidPath
    /// Entries that are not in the order of a walk: folders before what is in them, names rising.
    case outOfOrder
    /// More entries than one export may have.
    case tooManyEntries
    /// A kind of file that doesn't exist.
    case unsupportedFile
    /// A hard link to something that the export doesn't hold.
    case linkOutside
    /// More content than the file was announced with.
    case longerThanAnnounced
    /// Less content than the file was announced with.
    case shorterThanAnnounced
    /// Content that nobody asked for.
    case unrequestedContent
    /// More files begun and not ended than one export may have.
    case tooManyOpenFiles
    /// A message that doesn't belong here, or an end too early.
    case protocolViolation
    /// The daemon gave up, and says why.
    case daemonFailed
    /// The daemon is too old to say what may be deleted.
    case deletionUnsupported
    /// The daemon is so old that it takes one export at a time.
    case severalUnsupported
  }

  /// What is wrong.
  public let kind: Kind
  /// One line for people.
  public let message: String

  init(_ kind: Kind, _ message: String) {
    self.kind = kind
    self.message = message
  }

  /// An error about an entry.
  init(_ kind: Kind, _ path: [UInt8], _ reason: String) {
    self.init(kind, "exported file \"\(String(decoding: path, as: UTF8.self))\": \(reason)")
  }

  /// The message.
  public var description: String { message }
}
