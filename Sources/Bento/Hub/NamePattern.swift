/// A pattern as Python's `fnmatch` understands it: `*` for anything, slashes too, `?` for one
/// character, `[abc]`, `[a-z]` and `[!a-z]` for one of several. Nothing escapes anything.
struct NamePattern: Sendable {
  private enum Part: Sendable, Equatable {
    case any
    case one
    case literal(Unicode.Scalar)
    case set([ClosedRange<Unicode.Scalar>], isNegated: Bool)

    func matches(_ scalar: Unicode.Scalar) -> Bool {
      switch self {
      case .any, .one: true
      case .literal(let own): own == scalar
      case .set(let ranges, let isNegated): ranges.contains { $0.contains(scalar) } != isNegated
      }
    }
  }

  private let parts: [Part]

  init(_ text: String) {
    let scalars = Array(text.unicodeScalars)
    var parts: [Part] = []
    var index = 0
    while index < scalars.count {
      switch scalars[index] {
      case "*": if parts.last != .any { parts.append(.any) }
      case "?": parts.append(.one)
      case "[":
        guard let end = Self.end(ofSetAt: index, in: scalars) else { fallthrough }
        parts.append(Self.set(scalars[(index + 1)..<end]))
        index = end
      default: parts.append(.literal(scalars[index]))
      }
      index += 1
    }
    self.parts = parts
  }

  /// Whether the whole of a text matches.
  func matches(_ text: String) -> Bool {
    let scalars = Array(text.unicodeScalars)
    var part = 0
    var position = 0
    // Where to go on when what follows the last `*` doesn't fit: one character later.
    var retry: (part: Int, position: Int)?
    while position < scalars.count {
      if part < parts.count, parts[part] == .any {
        retry = (part + 1, position)
        part += 1
      } else if part < parts.count, parts[part].matches(scalars[position]) {
        part += 1
        position += 1
      } else if let last = retry {
        retry = (last.part, last.position + 1)
        (part, position) = (last.part, last.position + 1)
      } else {
        return false
      }
    }
    return parts[part...].allSatisfy { $0 == .any }
  }

  /// The closing bracket of a set; nil if there is none, and the opening one is an ordinary
  /// character. A closing one that comes first belongs to the set.
  private static func end(ofSetAt start: Int, in scalars: [Unicode.Scalar]) -> Int? {
    var index = start + 1
    if index < scalars.count, scalars[index] == "!" { index += 1 }
    if index < scalars.count, scalars[index] == "]" { index += 1 }
    return scalars[min(index, scalars.count)...].firstIndex(of: "]")
  }

  private static func set(_ text: ArraySlice<Unicode.Scalar>) -> Part {
    let isNegated = text.first == "!"
    let scalars = isNegated ? text.dropFirst() : text
    var ranges: [ClosedRange<Unicode.Scalar>] = []
    var index = scalars.startIndex
    while index < scalars.endIndex {
      let first = scalars[index]
      if index + 2 < scalars.endIndex, scalars[index + 1] == "-" {
        let last = scalars[index + 2]
        // One that runs backwards holds nothing.
        if first <= last { ranges.append(first...last) }
        index += 3
      } else {
        ranges.append(first...first)
        index += 1
      }
    }
    return .set(ranges, isNegated: isNegated)
  }
}
