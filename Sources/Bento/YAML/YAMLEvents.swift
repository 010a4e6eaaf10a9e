import CYAML

/// The events of a YAML text, from libyaml's parser.
///
/// Owns the parser and the bytes it reads; not to be shared.
struct YAMLEvents: ~Copyable {
  /// One event.
  struct Event {
    enum Kind {
      case documentStart
      case documentEnd
      case streamEnd
      case alias(anchor: String)
      case scalar(text: String, isPlain: Bool)
      case sequenceStart
      case mappingStart
      case collectionEnd
    }

    let kind: Kind
    let mark: YAMLMark
    var anchor: String?
    /// nil and `!` both leave it to the rules.
    var tag: String?
  }

  private let parser: UnsafeMutablePointer<yaml_parser_t>
  private let input: UnsafeMutableBufferPointer<UInt8>

  init(_ bytes: [UInt8]) throws(YAMLProblem) {
    let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
    guard yaml_parser_initialize(parser) == 1 else {
      parser.deallocate()
      throw YAMLProblem(message: "out of memory", mark: YAMLMark(line: 1, column: 1))
    }
    self.parser = parser
    input = .allocate(capacity: bytes.count)
    _ = input.initialize(from: bytes)
    yaml_parser_set_input_string(parser, input.baseAddress, input.count)
  }

  deinit {
    yaml_parser_delete(parser)
    parser.deallocate()
    input.deallocate()
  }

  /// The next event; `streamEnd` is the last.
  mutating func next() throws(YAMLProblem) -> Event {
    while true {
      var event = yaml_event_t()
      guard yaml_parser_parse(parser, &event) == 1 else { throw problem() }
      defer { yaml_event_delete(&event) }
      if let read = Self.read(event) { return read }
    }
  }

  private func problem() -> YAMLProblem {
    let raw = parser.pointee
    var message = raw.problem.map { String(cString: $0) } ?? "not readable as YAML"
    if let context = raw.context { message += ", " + String(cString: context) }
    if raw.error == YAML_READER_ERROR {
      // The reader knows only how many bytes in it stopped.
      return YAMLProblem(
        message: message + " (at byte \(raw.problem_offset))", mark: YAMLMark(raw.mark))
    }
    return YAMLProblem(message: message, mark: YAMLMark(raw.problem_mark))
  }

  private static func read(_ raw: yaml_event_t) -> Event? {
    let mark = YAMLMark(raw.start_mark)
    switch raw.type {
    case YAML_DOCUMENT_START_EVENT: return Event(kind: .documentStart, mark: mark)
    case YAML_DOCUMENT_END_EVENT: return Event(kind: .documentEnd, mark: mark)
    case YAML_STREAM_END_EVENT: return Event(kind: .streamEnd, mark: mark)
    case YAML_ALIAS_EVENT:
      return Event(kind: .alias(anchor: text(raw.data.alias.anchor) ?? ""), mark: mark)
    case YAML_SCALAR_EVENT:
      let scalar = raw.data.scalar
      let bytes = UnsafeBufferPointer(start: scalar.value, count: scalar.length)
      let value = String(decoding: bytes, as: UTF8.self)
      // libyaml takes a '!' without anything behind it for a quoted text.
      let isPlain =
        scalar.plain_implicit == 1 || value.isEmpty && scalar.style == YAML_PLAIN_SCALAR_STYLE
      return Event(
        kind: .scalar(text: value, isPlain: isPlain), mark: mark,
        anchor: text(scalar.anchor), tag: text(scalar.tag))
    case YAML_SEQUENCE_START_EVENT:
      let start = raw.data.sequence_start
      return Event(
        kind: .sequenceStart, mark: mark, anchor: text(start.anchor), tag: text(start.tag))
    case YAML_MAPPING_START_EVENT:
      let start = raw.data.mapping_start
      return Event(
        kind: .mappingStart, mark: mark, anchor: text(start.anchor), tag: text(start.tag))
    case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT:
      return Event(kind: .collectionEnd, mark: mark)
    default: return nil
    }
  }

  private static func text(_ raw: UnsafeMutablePointer<yaml_char_t>?) -> String? {
    raw.map { String(cString: $0) }
  }
}

extension YAMLMark {
  fileprivate init(_ raw: yaml_mark_t) {
    self.init(line: raw.line + 1, column: raw.column + 1)
  }
}
