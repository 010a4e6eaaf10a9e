/// Compares two lists of files by path.
enum ContextComparison {
  /// The Dockerfile is compared by its instructions, in another group.
  private static let dockerfile = "env/docker/Dockerfile"

  static func differences(expected: [ContextFile], found: [ContextFile]) -> [String] {
    let expected = byPath(expected)
    let found = byPath(found)
    var differences: [String] = []
    for path in Set(expected.keys).union(found.keys).sorted() {
      switch (expected[path], found[path]) {
      case (let wanted?, let file?) where path == dockerfile:
        if wanted.type != file.type { differences.append("\(path) is no file") }
      case (let wanted?, let file?):
        if wanted != file { differences.append("expected \(wanted), found \(file)") }
      case (nil, let file?): differences.append("\(file.path) should not be there")
      case (let wanted?, nil): differences.append("\(wanted.path) is missing")
      case (nil, nil): break
      }
    }
    return differences
  }

  private static func byPath(_ files: [ContextFile]) -> [String: ContextFile] {
    Dictionary(files.map { ($0.path, $0) }) { $1 }
  }
}
