/// Wraps text to a width as Python's `textwrap` does, keeping its blanks.
struct TextWrapping {
  let width: Int
  let breaksLongWords: Bool
  let breaksOnHyphens: Bool

  private typealias Chunk = [Unicode.Scalar]

  func wrap(_ text: String) -> [String] {
    var chunks: [Chunk] = Array(
      (breaksOnHyphens ? hyphenChunks(text) : blankChunks(text)).reversed())
    var lines: [String] = []
    while !chunks.isEmpty {
      var line: [Chunk] = []
      var length = 0
      if let last = chunks.last, Self.isBlank(last), !lines.isEmpty { chunks.removeLast() }
      while let chunk = chunks.last, length + chunk.count <= width {
        line.append(chunk)
        length += chunk.count
        chunks.removeLast()
      }
      if let chunk = chunks.last, chunk.count > width {
        breakWord(&chunks, &line, length)
        length = line.reduce(0) { $0 + $1.count }
      }
      if let last = line.last, Self.isBlank(last) { line.removeLast() }
      if !line.isEmpty { lines.append(Self.text(line.joined())) }
    }
    return lines
  }

  private static func isBlank(_ chunk: Chunk) -> Bool { chunk.allSatisfy(\.isPythonSpace) }

  private static func text(_ scalars: some Sequence<Unicode.Scalar>) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return String(view)
  }

  /// Takes as much of a word that is longer than a line as there is room for.
  private func breakWord(_ chunks: inout [Chunk], _ line: inout [Chunk], _ length: Int) {
    guard let chunk = chunks.last else { return }
    let room = width < 1 ? 1 : width - length
    if breaksLongWords {
      var end = room
      if breaksOnHyphens, chunk.count > room {
        let hyphen = chunk[..<room].lastIndex(of: "-")
        if let hyphen, hyphen > 0, chunk[..<hyphen].contains(where: { $0 != "-" }) {
          end = hyphen + 1
        }
      }
      line.append(Array(chunk[..<min(end, chunk.count)]))
      chunks[chunks.count - 1] = Array(chunk[min(end, chunk.count)...])
    } else if line.isEmpty {
      line.append(chunk)
      chunks.removeLast()
    }
  }

  // MARK: Chunks

  private static func isAsciiBlank(_ scalar: Unicode.Scalar) -> Bool {
    (0x09...0x0D).contains(scalar.value) || scalar == " "
  }

  private func blankChunks(_ text: String) -> [Chunk] {
    var chunks: [Chunk] = []
    for scalar in text.unicodeScalars {
      if let last = chunks.last?.last, Self.isAsciiBlank(last) == Self.isAsciiBlank(scalar) {
        chunks[chunks.count - 1].append(scalar)
      } else {
        chunks.append([scalar])
      }
    }
    return chunks
  }

  /// Blanks, words, parts of words that end in a hyphen, and dashes of two or more hyphens.
  private func hyphenChunks(_ text: String) -> [Chunk] {
    let scalars = Array(text.unicodeScalars)
    var chunks: [Chunk] = []
    var index = 0
    while index < scalars.count {
      let end = chunkEnd(scalars, from: index)
      chunks.append(Array(scalars[index..<end]))
      index = end
    }
    return chunks
  }

  private static func isWordPart(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "_" || scalar.isPythonAlphanumeric || ["!", "\"", "'", "&", ".", ",", "?"].contains(scalar)
  }

  private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "_" || scalar.isPythonAlphanumeric
  }

  private func chunkEnd(_ scalars: [Unicode.Scalar], from start: Int) -> Int {
    func at(_ index: Int) -> Unicode.Scalar? { index < scalars.count && index >= 0 ? scalars[index] : nil }
    func isWordPart(_ index: Int) -> Bool { at(index).map(Self.isWordPart) ?? false }
    func isLetter(_ index: Int) -> Bool {
      at(index).map { Self.isLetter($0) && !$0.isPythonDigitOrUnderscore } ?? false
    }
    func isBlank(_ index: Int) -> Bool { at(index).map(Self.isAsciiBlank) ?? false }
    if isBlank(start) {
      var end = start
      while isBlank(end) { end += 1 }
      return end
    }
    // A dash between words: two or more hyphens behind part of a word and before a letter.
    if at(start) == "-", start > 0, isWordPart(start - 1) {
      var end = start
      while at(end) == "-" { end += 1 }
      if end - start >= 2, at(end).map(Self.isLetter) ?? false { return end }
    }
    var end = start
    while let scalar = at(end), !Self.isAsciiBlank(scalar) {
      if end > start {
        // A hyphen between letters ends a chunk, and so does what comes before a dash.
        if at(end - 1) == "-" {
          let before = end - 2
          let lettersBefore =
            before > start && isLetter(before) && isLetter(before - 1) && before - 1 >= start
            || before - 2 >= start && isLetter(before - 2) && at(before - 1) == "-" && isLetter(before)
          let lettersAfter =
            isLetter(end) && (isLetter(end + 1) || at(end + 1) == "-" && isLetter(end + 2))
          if lettersBefore, lettersAfter { return end }
        }
        if scalar == "-", isWordPart(end - 1) {
          var dash = end
          while at(dash) == "-" { dash += 1 }
          if dash - end >= 2, at(dash).map(Self.isLetter) ?? false { return end }
        }
      }
      end += 1
    }
    return end
  }
}

extension Unicode.Scalar {
  fileprivate var isPythonDigitOrUnderscore: Bool { self == "_" || isPythonDecimal }
}
