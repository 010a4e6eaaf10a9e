/// Finding and replacing by scalars; the time it takes grows with the length of the text only.
enum TextSearch {
  static func contains(_ text: String, _ part: String) -> Bool {
    !offsets(of: part, in: text, limit: 1).isEmpty
  }

  /// Where a part begins in a text, in bytes and without overlaps. An empty part is found before every
  /// scalar and at the end.
  static func offsets(of part: String, in text: String, limit: Int = Int.max) -> [Int] {
    var text = text
    let part = Array(part.utf8)
    return text.withUTF8 { text in
      var found: [Int] = []
      if part.isEmpty {
        for index in 0...text.count where found.count < limit {
          if index == text.count || text[index] & 0xC0 != 0x80 { found.append(index) }
        }
        return found
      }
      let search = ByteSearch(part)
      var start = 0
      while found.count < limit, let offset = search.first(in: text, from: start) {
        found.append(offset)
        start = offset + part.count
      }
      return found
    }
  }

  /// Where a part begins last, in bytes.
  static func lastOffset(of part: String, in text: String) -> Int? {
    if part.isEmpty { return text.utf8.count }
    let reversed = Array(text.utf8.reversed())
    let search = ByteSearch(part.utf8.reversed())
    return reversed.withUnsafeBufferPointer { bytes in
      search.first(in: bytes, from: 0).map { bytes.count - $0 - part.utf8.count }
    }
  }

  /// The pieces of a text between bytes where separators of a length begin.
  static func pieces(of text: String, at offsets: [Int], separatorLength: Int) -> [String] {
    let utf8 = text.utf8
    var pieces: [String] = []
    var start = utf8.startIndex
    var startOffset = 0
    for offset in offsets {
      let end = utf8.index(start, offsetBy: offset - startOffset)
      pieces.append(String(text[start..<end]))
      start = utf8.index(end, offsetBy: separatorLength)
      startOffset = offset + separatorLength
    }
    pieces.append(String(text[start...]))
    return pieces
  }
}

extension String {
  /// The part between bytes that begin scalars.
  func bytes(_ range: Range<Int>) -> String {
    let start = utf8.index(utf8.startIndex, offsetBy: range.lowerBound)
    return String(self[start..<utf8.index(start, offsetBy: range.count)])
  }

  /// Without white space, or some scalars, at its ends.
  func stripped(_ scalars: String?, start: Bool = true, end: Bool = true) -> String {
    let unwanted = scalars.map { Set($0.unicodeScalars) }
    func strips(_ scalar: Unicode.Scalar) -> Bool {
      unwanted?.contains(scalar) ?? scalar.isPythonSpace
    }
    var view = Substring(self).unicodeScalars
    if start { while let first = view.first, strips(first) { view.removeFirst() } }
    if end { while let last = view.last, strips(last) { view.removeLast() } }
    return String(view)
  }

  /// The lines as Python splits them.
  func lines(keepEnds: Bool = false) -> [String] {
    var lines: [String] = []
    let view = unicodeScalars
    var start = view.startIndex
    var index = start
    while index < view.endIndex {
      let scalar = view[index]
      let lineEnd = index
      index = view.index(after: index)
      guard scalar.endsPythonLine else { continue }
      if scalar == "\r", index < view.endIndex, view[index] == "\n" {
        index = view.index(after: index)
      }
      lines.append(String(view[start..<(keepEnds ? index : lineEnd)]))
      start = index
    }
    if start < view.endIndex { lines.append(String(view[start...])) }
    return lines
  }

  /// The words between white space, at most so many splits.
  func words(limit: Int = Int.max) -> [String] {
    var words: [String] = []
    var rest = Substring(self).unicodeScalars.drop(while: \.isPythonSpace)
    while !rest.isEmpty {
      if words.count == limit {
        words.append(String(rest))
        break
      }
      let word = rest.prefix { !$0.isPythonSpace }
      words.append(String(word))
      rest = rest[word.endIndex...].drop(while: \.isPythonSpace)
    }
    return words
  }

  /// The words between white space, split from the end.
  func wordsFromEnd(limit: Int) -> [String] {
    var words: [String] = []
    var rest = Substring(stripped(nil, start: false)).unicodeScalars
    while !rest.isEmpty {
      if words.count == limit {
        words.append(String(rest))
        break
      }
      let start =
        rest.lastIndex { $0.isPythonSpace }.map { rest.index(after: $0) } ?? rest.startIndex
      words.append(String(rest[start...]))
      rest = rest[..<start]
      while let last = rest.last, last.isPythonSpace { rest.removeLast() }
    }
    return words.reversed()
  }

  /// Filled up to a width.
  func padded(to width: Int, with fill: String = " ", _ side: PaddedSide) -> String {
    let missing = width - scalarCount
    guard missing > 0 else { return self }
    switch side {
    case .end: return self + String(repeating: fill, count: missing)
    case .start: return String(repeating: fill, count: missing) + self
    case .both:
      // Python puts the odd one first if the width is odd.
      let before = missing / 2 + (missing & width & 1)
      return String(repeating: fill, count: before) + self
        + String(repeating: fill, count: missing - before)
    }
  }
}

enum PaddedSide {
  case start
  case end
  case both
}
