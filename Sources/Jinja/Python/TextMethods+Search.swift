extension Interpreter {
  /// Part of a text between bounds in scalars, and how many bytes stand before it; nil if it begins
  /// behind its end.
  func part(
    of text: String, _ start: Value?, _ end: Value?, _ function: String
  ) throws(JinjaError) -> (text: String, scalars: Int)? {
    guard start != nil || end != nil else { return (text, 0) }
    let count = text.scalarCount
    func bound(_ value: Value?, _ open: Int) throws(JinjaError) -> Int {
      guard let value, !value.isNone else { return open }
      let bound = try integer(argument: value, of: function)
      return bound < 0 ? max(bound &+ count, 0) : bound
    }
    let first = try bound(start, 0)
    let last = min(try bound(end, count), count)
    guard first <= last else { return nil }
    let view = text.unicodeScalars
    let begin = view.index(view.startIndex, offsetBy: first)
    return (String(view[begin..<view.index(begin, offsetBy: last - first)]), first)
  }

  func searchMethod(
    _ name: String, _ text: String, _ arguments: Arguments
  ) throws(JinjaError) -> Value? {
    guard ["find", "rfind", "index", "rindex", "count"].contains(name) else { return nil }
    let values = try bind(arguments, .positional(1...3), of: name)
    let wanted = try self.text(argument: values[0], of: name)
    let part = try part(of: text, values[1], values[2], name)
    if name == "count" {
      return .int(part.map { TextSearch.offsets(of: wanted, in: $0.text).count } ?? 0)
    }
    var place: Int?
    if let part {
      let offset =
        name.hasPrefix("r")
        ? TextSearch.lastOffset(of: wanted, in: part.text)
        : TextSearch.offsets(of: wanted, in: part.text, limit: 1).first
      place = offset.map { part.scalars + part.text.bytes(0..<$0).scalarCount }
    }
    if place == nil, name.hasSuffix("index") { throw error("the text doesn't hold that") }
    return .int(place ?? -1)
  }

  func splitMethod(
    _ name: String, _ text: String, _ arguments: Arguments
  ) throws(JinjaError) -> Value? {
    switch name {
    case "split", "rsplit":
      let values = try bind(arguments, Signature(["sep", "maxsplit"], required: 0), of: name)
      let limit = try integer(argument: values[1], default: -1, of: name)
      let separator = values[0].flatMap { $0.isNone ? nil : $0 }
      let pieces = try split(
        text,
        by: try separator.map { (value) throws(JinjaError) in
          try self.text(argument: value, of: name)
        }, limit: limit < 0 ? Int.max : limit, fromEnd: name == "rsplit")
      return .list(pieces.map(Value.string))
    case "splitlines":
      let values = try bind(arguments, Signature(["keepends"], required: 0), of: name)
      return .list(text.lines(keepEnds: values[0]?.isTrue ?? false).map(Value.string))
    case "partition", "rpartition":
      let values = try bind(arguments, .positional(1), of: name)
      let separator = try self.text(argument: values[0], of: name)
      guard !separator.isEmpty else { throw error("the separator is empty") }
      let offset =
        name == "partition"
        ? TextSearch.offsets(of: separator, in: text, limit: 1).first
        : TextSearch.lastOffset(of: separator, in: text)
      guard let offset else {
        return .tuple(
          name == "partition"
            ? [.string(text), .string(""), .string("")]
            : [.string(""), .string(""), .string(text)])
      }
      return .tuple([
        .string(text.bytes(0..<offset)), .string(separator),
        .string(text.bytes(offset + separator.utf8.count..<text.utf8.count)),
      ])
    default: return nil
    }
  }

  func split(
    _ text: String, by separator: String?, limit: Int = Int.max, fromEnd: Bool = false
  ) throws(JinjaError) -> [String] {
    guard let separator else {
      return fromEnd ? text.wordsFromEnd(limit: limit) : text.words(limit: limit)
    }
    guard !separator.isEmpty else { throw error("the separator is empty") }
    var offsets: [Int]
    if fromEnd {
      offsets = []
      var rest = text
      while offsets.count < limit, let offset = TextSearch.lastOffset(of: separator, in: rest) {
        try charge(rest.utf8.count)
        offsets.insert(offset, at: 0)
        rest = rest.bytes(0..<offset)
      }
    } else {
      offsets = TextSearch.offsets(of: separator, in: text, limit: limit)
    }
    return TextSearch.pieces(of: text, at: offsets, separatorLength: separator.utf8.count)
  }

  func replace(
    _ text: String, _ old: String, with new: String, limit: Int
  ) throws(JinjaError) -> String {
    try charge(text.utf8.count + old.utf8.count)
    let offsets = TextSearch.offsets(of: old, in: text, limit: limit < 0 ? Int.max : limit)
    guard !offsets.isEmpty else { return text }
    try charge(new.utf8.count, times: offsets.count)
    let pieces = TextSearch.pieces(of: text, at: offsets, separatorLength: old.utf8.count)
    return pieces.joined(separator: new)
  }

  /// The texts of a sequence with another one between them.
  private func joinedTexts(
    _ separator: String, _ values: Value, _ text: (Value) throws(JinjaError) -> String
  ) throws(JinjaError) -> String {
    let elements = try iterator(over: values)
    var result = ""
    var isFirst = true
    while let element = try elements.next() {
      try step()
      let part = try text(element)
      try charge(part.utf8.count + separator.utf8.count)
      if !isFirst { result += separator }
      result += part
      isFirst = false
    }
    return result
  }

  /// Python's `join`, which takes nothing but text.
  func join(_ separator: String, _ values: Value) throws(JinjaError) -> String {
    try joinedTexts(separator, values) { (value) throws(JinjaError) in
      guard let text = value.text else {
        throw self.error("only text can be joined, not \(value.typeName)")
      }
      return text
    }
  }

  /// The filter `join`, which makes everything text.
  func joinAll(_ separator: String, _ values: Value) throws(JinjaError) -> String {
    try joinedTexts(separator, values) { (value) throws(JinjaError) in try self.text(of: value) }
  }
}
