/// Names of images as daemons take them.
package enum ImageName {
  /// A name with its host: without one, Docker Hub's is meant.
  package static func withHost(_ name: String) -> String {
    let components = name.split(separator: "/", omittingEmptySubsequences: false)
    guard components.count > 1, let first = components.first else {
      return "docker.io/library/\(name)"
    }
    return isHost(first) ? name : "docker.io/\(name)"
  }

  /// A name with host, and with the tag `latest` if it has neither tag nor digest.
  static func complete(_ name: String) -> String {
    let name = withHost(name)
    let last = name.split(separator: "/").last ?? ""
    return last.contains(":") || last.contains("@") ? name : name + ":latest"
  }

  /// Whether the first component is a host: only then may it hold capitals or a port.
  package static func isHost(_ component: Substring) -> Bool {
    guard
      component.contains(".") || component.contains(":") || component == "localhost"
        || component.contains(where: \.isUppercase)
    else { return false }
    var name = component
    if name.hasPrefix("["), let end = name.firstIndex(of: "]") {
      guard
        name[name.index(after: name.startIndex)..<end].allSatisfy({ $0.isHexDigit || $0 == ":" })
      else { return false }
      let port = name[name.index(after: end)...]
      return port.isEmpty || (port.first == ":" && isPort(port.dropFirst()))
    }
    if let colon = name.firstIndex(of: ":") {
      guard isPort(name[name.index(after: colon)...]) else { return false }
      name = name[..<colon]
    }
    return name.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { label in
      isAlphanumeric(label.first) && isAlphanumeric(label.last)
        && label.allSatisfy { isAlphanumeric($0) || $0 == "-" }
    }
  }

  private static func isPort(_ text: Substring) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
  }

  private static func isAlphanumeric(_ character: Character?) -> Bool {
    character.map { $0.isASCII && ($0.isLetter || $0.isNumber) } ?? false
  }
}
