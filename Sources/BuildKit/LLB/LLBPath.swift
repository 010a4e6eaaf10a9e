/// Paths in a build's file systems.
enum LLBPath {
  /// A path without `.`, `..` and empty parts; a relative one is taken from a folder.
  static func absolute(_ path: String, in folder: String) -> String {
    let whole = path.hasPrefix("/") ? path : folder + "/" + path
    var parts: [Substring] = []
    for part in whole.split(separator: "/") where part != "." {
      if part == ".." { _ = parts.popLast() } else { parts.append(part) }
    }
    return "/" + parts.joined(separator: "/")
  }

  /// The same for the end of a copy, where a slash or dot at the end means a folder.
  static func destination(_ path: String, in folder: String) -> String {
    let absolute = absolute(path, in: folder)
    if path.hasSuffix("/.") { return absolute == "/" ? "/." : absolute + "/." }
    return path.hasSuffix("/") && absolute != "/" ? absolute + "/" : absolute
  }
}
