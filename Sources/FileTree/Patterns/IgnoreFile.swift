/// The text of a `.dockerignore` file.
public enum IgnoreFile {
  /// The patterns in the text, as BuildKit reads it: a byte order mark is dropped, lines that begin
  /// with `#` are comments, white space around a pattern is dropped, paths are brought to their
  /// shortest form, and a slash at the beginning means nothing; `!` in front of a pattern takes
  /// matches back.
  ///
  /// - Parameter text: the content of the file, in bytes.
  /// - Returns: the patterns in order, in bytes.
  public static func patterns(in text: [UInt8]) -> [[UInt8]] {
    let mark: [UInt8] = [0xef, 0xbb, 0xbf]
    let text = text.starts(with: mark) ? text.dropFirst(mark.count) : text[...]
    return text.split(separator: UInt8(ascii: "\n")).compactMap(pattern)
  }

  /// Patterns that leave out everything but some paths, and the folders they lie in.
  ///
  /// - Parameter paths: relative, in their shortest form, in bytes.
  public static func patterns(forOnly paths: [[UInt8]]) -> [[UInt8]] {
    let special = Set("*?[]\\^".utf8)
    return [[.star]]
      + paths.map { path in
        path.reduce(into: [.exclamation]) { pattern, byte in
          if special.contains(byte) { pattern.append(.backslash) }
          pattern.append(byte)
        }
      }
  }

  private static func pattern(_ line: ArraySlice<UInt8>) -> [UInt8]? {
    if line.first == .hash { return nil }
    var pattern = UTF8Decoding.trimmed(line)
    if pattern.isEmpty { return nil }
    let isException = pattern.first == .exclamation
    if isException { pattern = UTF8Decoding.trimmed(pattern.dropFirst()) }
    if !pattern.isEmpty {
      pattern = PathCleaning.clean(pattern)
      if pattern.count > 1, pattern.first == .slash { pattern.removeFirst() }
    }
    return isException ? [.exclamation] + pattern : pattern
  }
}
