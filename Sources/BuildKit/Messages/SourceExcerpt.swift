import CBuildKitProtos

/// A place in a file that a build was described in.
public struct SourceExcerpt: Hashable, Sendable {
  /// The file's name as the frontend was given it, such as `Dockerfile`.
  public var filename: String
  /// What it is written in, such as `Dockerfile`; empty if unknown.
  public var language: String
  /// The whole file's content.
  public var data: [UInt8]
  /// The ranges in question; at least one line each.
  public var ranges: [SourceRange]

  /// Places in a file.
  public init(filename: String, language: String, data: [UInt8], ranges: [SourceRange]) {
    self.filename = filename
    self.language = language
    self.data = data
    self.ranges = ranges
  }
}

/// A run of text in a file.
public struct SourceRange: Hashable, Sendable {
  /// Where it begins.
  public var start: SourcePosition
  /// Where it ends, its last line included; never on an earlier line than it begins.
  public var end: SourcePosition

  /// A range; an end on an earlier line than the start is taken for the start, since daemons leave
  /// the end of a single line out.
  public init(start: SourcePosition, end: SourcePosition) {
    self.start = start
    self.end = end.line < start.line ? start : end
  }
}

/// A place in a file.
public struct SourcePosition: Hashable, Sendable {
  /// Counted from 1.
  public var line: Int
  /// Counted from 0, in bytes.
  public var character: Int

  /// A place by line and byte.
  public init(line: Int, character: Int = 0) {
    self.line = line
    self.character = character
  }
}

extension SourceRange: WireReadable {
  init(_ wire: Pb__Range) {
    let start = value(wire.start) ?? SourcePosition(line: 0)
    self.init(start: start, end: value(wire.end) ?? start)
  }
}

extension SourcePosition: WireReadable {
  init(_ wire: Pb__Position) {
    self.init(line: Int(wire.line), character: Int(wire.character))
  }
}
