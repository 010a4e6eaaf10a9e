/// A file of environment variables, one `NAME=value` a line.
enum EnvFile {
  private static let longest = 1 << 20

  /// The variables of a file, in order, the last of equal names winning.
  ///
  /// - Parameters:
  ///   - path: the path, relative to the working folder if it isn't absolute.
  ///   - field: the field that names it, for complaints.
  static func variables(
    of path: String, named field: YAMLValue
  ) throws(BentoError) -> [DockerOptions.Variable] {
    let bytes: [UInt8]
    do throws(File.Failure) {
      bytes = try File.read(path, limit: longest)
    } catch {
      throw field.error("the env file \(quoted(path)) can't be read: \(error.reason)")
    }
    var variables: [DockerOptions.Variable] = []
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() {
      let text = trimmed(String(decoding: line, as: UTF8.self)[...])
      guard !text.isEmpty, !text.hasPrefix("#") else { continue }
      guard let variable = variable(text) else {
        throw BentoError(
          .invalidField, "expected NAME=value, found \(quoted(String(text)))",
          at: FileLocation(file: path, line: index + 1, column: 1))
      }
      variables.removeAll { $0.name == variable.name }
      variables.append(variable)
    }
    return variables
  }

  private static func variable(_ line: Substring) -> DockerOptions.Variable? {
    let assignment = line.hasPrefix("export ") ? trimmed(line.dropFirst(7)) : line
    guard let sign = assignment.firstIndex(of: "=") else { return nil }
    let name = trimmed(assignment[..<sign])
    guard !name.isEmpty, !name.contains(where: isBlank) else { return nil }
    guard let value = value(trimmed(assignment[assignment.index(after: sign)...])) else {
      return nil
    }
    return DockerOptions.Variable(name: String(name), value: value)
  }

  /// What is in quotes, or everything before a comment.
  private static func value(_ text: Substring) -> String? {
    if let quote = text.first, quote == "'" || quote == "\"" {
      let inner = text.dropFirst()
      guard let end = inner.firstIndex(of: quote) else { return nil }
      return String(inner[..<end])
    }
    guard let comment = text.indices.first(where: { isComment(text, at: $0) }) else {
      return String(text)
    }
    return String(trimmed(text[..<comment]))
  }

  private static func isComment(_ text: Substring, at index: Substring.Index) -> Bool {
    guard text[index] == "#" else { return false }
    return index == text.startIndex || isBlank(text[text.index(before: index)])
  }

  private static func isBlank(_ character: Character) -> Bool {
    character == " " || character == "\t" || character == "\r"
  }

  private static func trimmed(_ text: Substring) -> Substring {
    var text = text
    while let first = text.first, isBlank(first) { text = text.dropFirst() }
    while let last = text.last, isBlank(last) { text = text.dropLast() }
    return text
  }
}
