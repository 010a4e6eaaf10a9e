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

  /// The end of the chunk that begins at an index: blanks, a dash, or a word up to a hyphen inside of
  /// it, a dash or blanks.
  private func chunkEnd(_ scalars: [Unicode.Scalar], from start: Int) -> Int {
    let text = HyphenatedText(scalars: scalars)
    if text.isBlank(start) {
      var end = start
      while text.isBlank(end) { end += 1 }
      return end
    }
    if text.isWordPart(start - 1), let end = text.dashEnd(start) { return end }
    var end = start + 1
    while end < scalars.count, !text.isBlank(end) {
      if text.isHyphenInWord(end) { return end + 1 }
      if text.isWordPart(end - 1), text.dashEnd(end) != nil { return end }
      end += 1
    }
    return end
  }
}

/// What stands at places of a text; nothing stands outside of it.
private struct HyphenatedText {
  let scalars: [Unicode.Scalar]

  private subscript(index: Int) -> Unicode.Scalar? {
    index >= 0 && index < scalars.count ? scalars[index] : nil
  }

  func isBlank(_ index: Int) -> Bool {
    self[index].map { (0x09...0x0D).contains($0.value) || $0 == " " } ?? false
  }

  private func isHyphen(_ index: Int) -> Bool { self[index] == "-" }

  private func isInWord(_ index: Int) -> Bool {
    self[index].map { $0 == "_" || $0.isPythonAlphanumeric } ?? false
  }

  private func isLetter(_ index: Int) -> Bool {
    isInWord(index) && !(self[index]?.isPythonDecimal ?? false)
  }

  func isWordPart(_ index: Int) -> Bool {
    isInWord(index) || self[index].map { "!\"'&.,?".unicodeScalars.contains($0) } ?? false
  }

  /// The end of two or more hyphens that a word follows.
  func dashEnd(_ start: Int) -> Int? {
    var end = start
    while isHyphen(end) { end += 1 }
    return end - start >= 2 && isInWord(end) ? end : nil
  }

  /// Whether there is a hyphen between letters.
  func isHyphenInWord(_ index: Int) -> Bool {
    isHyphen(index) && isLetter(index - 1)
      && (isLetter(index - 2) || isHyphen(index - 2) && isLetter(index - 3))
      && isLetter(index + 1)
      && (isLetter(index + 2) || isHyphen(index + 2) && isLetter(index + 3))
  }
}
