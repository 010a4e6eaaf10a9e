/// Which records a daemon is to tell of, in containerd's filter language: comma-separated comparisons
/// of fields, such as `type==exec.cachemount,inuse`.
///
/// The daemon compares. A field that it doesn't know it takes for one that no record has, without a
/// word, so the names are looked at here.
public struct RecordFilter: Hashable, Sendable {
  /// As it was written.
  public let text: String

  /// Looks at the fields of a filter; what else may be wrong with it the daemon tells.
  ///
  /// - Parameters:
  ///   - text: the filter.
  ///   - fields: those that records of the kind have.
  /// - Throws: ``InvalidSpecification``.
  public init(_ text: String, fields: [String]) throws(InvalidSpecification) {
    self.text = text
    var rest = text[...]
    repeat {
      if rest.first == "," { rest = rest.dropFirst() }
      let field = Self.takeField(&rest)
      guard fields.contains(field) else {
        throw InvalidSpecification(
          "filter", text,
          "there is no field \"\(field)\"; the fields are \(fields.joined(separator: ", "))")
      }
      Self.dropComparison(&rest)
    } while !rest.isEmpty
  }

  /// The first part of a field's path, such as `labels` of `labels.name`.
  private static func takeField(_ rest: inout Substring) -> String {
    if rest.first == "\"" {
      let field = rest.dropFirst().prefix { $0 != "\"" }
      rest = rest.dropFirst(field.count + 2)
      return String(field)
    }
    let field = rest.prefix { !"=!~,.".contains($0) }
    rest = rest.dropFirst(field.count)
    return String(field)
  }

  /// Everything up to the next comma that is in no quoted text. Besides Go's quotes, those of a
  /// pattern may be strokes.
  private static func dropComparison(_ rest: inout Substring) {
    var previous: Character = "."
    while let character = rest.first, character != "," {
      rest = rest.dropFirst()
      let isQuote =
        "\"`".contains(character) && "=.".contains(previous)
        || "/|".contains(character) && previous == "="
      if isQuote { dropQuoted(&rest, quote: character) }
      previous = character
    }
  }

  private static func dropQuoted(_ rest: inout Substring, quote: Character) {
    while let character = rest.popFirst(), character != quote {
      if character == "\\", quote != "`" { rest = rest.dropFirst() }
    }
  }
}
