/// Why an archive can't be used, in one line that says what to do.
package struct ArchiveError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The kind of an error.
  package enum Kind: Sendable {
    /// The system refuses to read the archive, or to write what is unpacked from it.
    case unreadable
    /// It is no archive, or a damaged one.
    case malformed
    /// It ends too early.
    case truncated
    /// It is an archive of a sort that isn't read.
    case unsupported
    /// There is more in it than is accepted, or than there is room for.
    case tooLarge
    /// A path or a link in it leads out of it.
    case leavesArchive
    /// A link in it leads to nothing, or around in circles.
    case badLink
  }

  /// The kind of this error.
  package let kind: Kind
  /// What happened, without the archive's name.
  package let message: String

  init(_ kind: Kind, _ message: String) {
    self.kind = kind
    self.message = message
  }

  /// The message.
  package var description: String { message }
}

/// Bytes to be shown in a message: on one line, cut when they are long.
func shown(_ bytes: some Sequence<UInt8>) -> String {
  let longest = 200
  var text = ""
  for (count, scalar) in String(decoding: Array(bytes), as: UTF8.self).unicodeScalars.enumerated() {
    if count == longest { return "'" + text + "…'" }
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned:
      text += "\\u{" + String(scalar.value, radix: 16) + "}"
    default: text.unicodeScalars.append(scalar)
    }
  }
  return "'" + text + "'"
}
