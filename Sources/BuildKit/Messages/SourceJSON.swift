import FoundationEssentials

// What Go makes of BuildKit's generated structs: names as in their field tags, empty fields left out,
// bytes in base64.

/// A file that a build was described in.
struct SourceInfoJSON: Decodable {
  var filename: String?
  var data: Data?
  var language: String?

  /// Places in it.
  func excerpt(_ ranges: [SourceRangeJSON]) -> SourceExcerpt {
    SourceExcerpt(
      filename: filename ?? "", language: language ?? "", data: Array(data ?? Data()),
      ranges: ranges.map(\.range))
  }
}

/// A run of text in a file.
struct SourceRangeJSON: Decodable {
  struct Position: Decodable {
    var line: Int32?
    var character: Int32?

    var position: SourcePosition {
      SourcePosition(line: Int(line ?? 0), character: Int(character ?? 0))
    }
  }

  var start: Position?
  var end: Position?

  var range: SourceRange {
    let start = start?.position ?? SourcePosition(line: 0)
    return SourceRange(start: start, end: end?.position ?? start)
  }
}

/// Places in one of several files.
struct SourceLocationJSON: Decodable {
  /// Negative for none.
  var sourceIndex: Int32?
  var ranges: [SourceRangeJSON]?

  /// The places; nil if the file isn't among those.
  func excerpt(of sources: [SourceInfoJSON]) -> SourceExcerpt? {
    let index = Int(sourceIndex ?? 0)
    return sources.indices.contains(index) ? sources[index].excerpt(ranges ?? []) : nil
  }
}
