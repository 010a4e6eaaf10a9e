/// Builds the tree of a YAML text that holds one document.
struct YAMLDocument: ~Copyable {
  private var events: YAMLEvents
  private var anchors: [String: YAMLNode] = [:]
  private var total = 0

  private init(_ bytes: [UInt8]) throws(YAMLProblem) {
    events = try YAMLEvents(bytes)
  }

  /// The root of the only document.
  ///
  /// - Returns: nil if the text holds no document.
  static func root(of bytes: [UInt8]) throws(YAMLProblem) -> YAMLNode? {
    var document = try YAMLDocument(bytes)
    let start = try document.events.next()
    if case .streamEnd = start.kind { return nil }
    let root = try document.node(try document.events.next(), depth: 0)
    _ = try document.events.next()
    let end = try document.events.next()
    guard case .streamEnd = end.kind else {
      throw YAMLProblem(message: "a second document begins", mark: end.mark)
    }
    return root
  }

  private mutating func node(
    _ event: YAMLEvents.Event, depth: Int
  ) throws(YAMLProblem) -> YAMLNode {
    guard depth < YAMLLimits.depth else {
      throw YAMLProblem(message: "nested too deep", mark: event.mark)
    }
    if let anchor = event.anchor, anchors[anchor] != nil {
      throw YAMLProblem(message: "anchor \(quoted(anchor)) is set twice", mark: event.mark)
    }
    let node: YAMLNode
    switch event.kind {
    case .alias(let anchor):
      guard let target = anchors[anchor] else {
        throw YAMLProblem(message: "alias \(quoted(anchor)) has no anchor", mark: event.mark)
      }
      try count(target.weight, at: event.mark)
      return target
    case .scalar(let text, let isPlain):
      try count(1, at: event.mark)
      let scalar = try YAMLResolver.scalar(
        text, isPlain: isPlain, tag: event.tag, at: event.mark)
      node = YAMLNode(content: .scalar(scalar), mark: event.mark, weight: 1)
    case .sequenceStart:
      try expect(tag: "seq", in: event)
      try count(1, at: event.mark)
      node = try sequence(at: event.mark, depth: depth + 1)
    case .mappingStart:
      try expect(tag: "map", in: event)
      try count(1, at: event.mark)
      node = try mapping(at: event.mark, depth: depth + 1)
    default:
      throw YAMLProblem(message: "the document ends too early", mark: event.mark)
    }
    if let anchor = event.anchor { anchors[anchor] = node }
    return node
  }

  private mutating func sequence(at mark: YAMLMark, depth: Int) throws(YAMLProblem) -> YAMLNode {
    var elements: [YAMLNode] = []
    var weight = 1
    while true {
      let event = try events.next()
      if case .collectionEnd = event.kind { break }
      let element = try node(event, depth: depth)
      weight += element.weight
      elements.append(element)
    }
    return YAMLNode(content: .sequence(elements), mark: mark, weight: weight)
  }

  private mutating func mapping(at mark: YAMLMark, depth: Int) throws(YAMLProblem) -> YAMLNode {
    var builder = YAMLMappingBuilder()
    while true {
      let event = try events.next()
      if case .collectionEnd = event.kind { break }
      let isMerge = Self.isMergeKey(event)
      let key =
        isMerge || Self.isValueKey(event) ? try plainKey(event) : try node(event, depth: depth)
      let value = try node(try events.next(), depth: depth)
      if isMerge {
        try builder.merge(value, at: event.mark)
      } else {
        try builder.add(key, at: event.mark, value)
      }
    }
    return builder.node(at: mark)
  }

  private mutating func count(_ weight: Int, at mark: YAMLMark) throws(YAMLProblem) {
    total += weight
    guard total <= YAMLLimits.nodes else {
      throw YAMLProblem(message: "too much is in it, counting aliases", mark: mark)
    }
  }

  private func expect(tag name: String, in event: YAMLEvents.Event) throws(YAMLProblem) {
    guard let tag = event.tag, tag != "!", tag != YAMLResolver.prefix + name else { return }
    throw YAMLProblem(message: "tag \(quoted(tag)) is not supported here", mark: event.mark)
  }

  /// A key whose text alone counts.
  private mutating func plainKey(_ event: YAMLEvents.Event) throws(YAMLProblem) -> YAMLNode {
    guard case .scalar(let text, _) = event.kind else { return try node(event, depth: 0) }
    if let anchor = event.anchor, anchors[anchor] != nil {
      throw YAMLProblem(message: "anchor \(quoted(anchor)) is set twice", mark: event.mark)
    }
    try count(1, at: event.mark)
    let node = YAMLNode(content: .scalar(.text(text)), mark: event.mark, weight: 1)
    if let anchor = event.anchor { anchors[anchor] = node }
    return node
  }

  /// A plain `=`, which is an ordinary text as a key.
  private static func isValueKey(_ event: YAMLEvents.Event) -> Bool {
    guard case .scalar("=", let isPlain) = event.kind else { return false }
    return isPlain && event.tag == nil
  }

  private static func isMergeKey(_ event: YAMLEvents.Event) -> Bool {
    guard case .scalar(let text, let isPlain) = event.kind else { return false }
    if event.tag == YAMLResolver.prefix + "merge" { return true }
    return isPlain && event.tag == nil && text == "<<"
  }
}
