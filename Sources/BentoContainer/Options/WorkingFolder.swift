import Glibc

/// The folder that relative paths are taken from.
package struct WorkingFolder: Hashable, Sendable {
  package let path: String

  package init(path: String) { self.path = path }

  /// This process's.
  package static var current: WorkingFolder {
    guard let buffer = getcwd(nil, 0) else { return WorkingFolder(path: "/") }
    defer { free(buffer) }
    return WorkingFolder(path: String(cString: buffer))
  }

  /// A path that means the same from anywhere. Nothing is looked at.
  package func absolute(_ path: String) -> String {
    if path.hasPrefix("/") { return path }
    var rest = path[...]
    while rest.hasPrefix("./") { rest = rest.dropFirst(2).drop { $0 == "/" } }
    if rest.isEmpty || rest == "." { return self.path }
    return self.path.hasSuffix("/") ? "\(self.path)\(rest)" : "\(self.path)/\(rest)"
  }

  /// The absolute path by its shortest text. Links are not followed.
  package func normalized(_ path: String) -> String {
    var parts: [Substring] = []
    for part in absolute(path).split(separator: "/") where part != "." {
      if part == ".." { _ = parts.popLast() } else { parts.append(part) }
    }
    return "/" + parts.joined(separator: "/")
  }
}
