import Bento

/// A loaded value in lists and texts: the type first, then what it holds.
indirect enum YAMLShape: Decodable, Equatable, CustomStringConvertible {
  case text(String)
  case list([YAMLShape])

  static let empty = YAMLShape.list([.text("null")])

  init(from decoder: any Decoder) throws {
    let value = try decoder.singleValueContainer()
    if let text = try? value.decode(String.self) {
      self = .text(text)
    } else {
      self = .list(try value.decode([YAMLShape].self))
    }
  }

  init(_ node: YAMLNode) {
    switch node.content {
    case .scalar(let scalar): self.init(scalar)
    case .sequence(let nodes): self = .list([.text("list")] + nodes.map(YAMLShape.init))
    case .mapping(let entries):
      self = .list(
        [.text("map")] + entries.map { .list([YAMLShape($0.key), YAMLShape($0.value)]) })
    }
  }

  private init(_ scalar: YAMLScalar) {
    let type: String
    switch scalar {
    case .null:
      self = .empty
      return
    case .bool: type = "bool"
    case .integer: type = "int"
    case .float: type = "float"
    case .timestamp: type = "time"
    case .text: type = "text"
    }
    self = .list([.text(type), .text(scalar.pythonText)])
  }

  var description: String {
    switch self {
    case .text(let text): text.debugDescription
    case .list(let parts): "[" + parts.map(\.description).joined(separator: ", ") + "]"
    }
  }

  // Texts are equal when their bytes are: Swift's own equality takes é in one and in two
  // characters for the same.
  static func == (left: YAMLShape, right: YAMLShape) -> Bool {
    switch (left, right) {
    case (.text(let mine), .text(let other)): mine.utf8.elementsEqual(other.utf8)
    case (.list(let mine), .list(let other)): mine == other
    default: false
    }
  }
}
