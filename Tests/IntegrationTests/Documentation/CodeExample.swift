import TestSupport
import Testing

/// A piece of Swift in an article, in the README or in the comment of a declaration.
struct CodeExample: CustomTestStringConvertible {
  /// The file, below the package's folder, and the number of the piece's first line.
  let place: String
  /// The lines that do something, without the white space around them; what is imported isn't told.
  let lines: [Substring]

  var testDescription: String { place }

  /// All there are.
  static func all() async throws -> [CodeExample] {
    let files = try await runShell(
      "cd '\(Places.package)'; grep -rl --include=*.md --include=*.swift '```swift' README.md Sources"
    )
    var examples: [CodeExample] = []
    for file in files.split(separator: "\n") {
      examples += pieces(
        of: try await runShell("cat '\(Places.package)/\(file)'"), in: String(file))
    }
    return examples
  }

  private static func pieces(of text: String, in file: String) -> [CodeExample] {
    var examples: [CodeExample] = []
    var begun: (line: Int, lines: [Substring])?
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      var line = trimmed(line)
      if line.hasPrefix("///") { line = trimmed(line.dropFirst(3)) }
      if let (number, lines) = begun {
        if line == "```" {
          examples.append(CodeExample(place: "\(file):\(number)", lines: lines))
          begun = nil
        } else if !line.isEmpty, !line.hasPrefix("import ") {
          begun = (number, lines + [line])
        }
      } else if line == "```swift" {
        begun = (index + 2, [])
      }
    }
    return examples
  }

  /// The lines of all Swift files that hold examples, which are compiled.
  static func compiledLines() async throws -> [Substring] {
    try await runShell("cat '\(Places.package)/Tests'/*/Documentation/*Examples.swift")
      .split(separator: "\n").map(trimmed).filter { !$0.isEmpty }
  }

  private static func trimmed(_ line: Substring) -> Substring {
    var line = line.drop { $0 == " " }
    while line.last == " " { line.removeLast() }
    return line
  }
}
