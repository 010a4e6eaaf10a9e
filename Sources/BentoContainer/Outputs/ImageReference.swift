import BuildKit

/// Checks the name of an image by the grammar of the distribution project: an optional host with
/// port, lower-case path components, an optional tag, an optional digest. In linear time.
package enum ImageReference {
  /// Throws if a text is not the name of an image.
  ///
  /// - Throws: ``ContainerError`` of kind `invalidImageName`.
  package static func validate(_ text: String) throws(ContainerError) {
    func invalid(_ reason: String) -> ContainerError {
      ContainerError(.invalidImageName, "\"\(text)\" is not the name of an image: \(reason)")
    }
    var rest = Substring(text)
    if let at = rest.firstIndex(of: "@") {
      guard isDigest(rest[rest.index(after: at)...]) else {
        throw invalid("the digest is malformed")
      }
      rest = rest[..<at]
    }
    // A colon after the last slash begins the tag; one before belongs to the host's port.
    let lastSlash = rest.lastIndex(of: "/")
    if let colon = rest.lastIndex(of: ":"), lastSlash.map({ $0 < colon }) ?? true {
      guard isTag(rest[rest.index(after: colon)...]) else {
        throw invalid("a tag has 1 to 128 letters, digits and _ . -, and begins with none of . -")
      }
      rest = rest[..<colon]
    }
    var components = rest.split(separator: "/", omittingEmptySubsequences: false)
    if components.count > 1, let first = components.first, ImageName.isHost(first) {
      components.removeFirst()
    }
    guard rest.utf8.count <= 255 else { throw invalid("it is longer than 255 bytes") }
    guard components.allSatisfy(isPathComponent) else {
      throw invalid(
        "names are of lower-case letters and digits, separated by /, ., _, __ or any number of -")
    }
  }

  /// Names as one text for BuildKit, each as it is known everywhere: `a` is `docker.io/library/a`.
  static func joined(_ names: [String]) -> String {
    names.map { canonical($0) }.joined(separator: ",")
  }

  /// A valid name with its host. Without one, Docker Hub's is meant.
  package static func canonical(_ name: String) -> String { ImageName.withHost(name) }

  private static func isPathComponent(_ component: Substring) -> Bool {
    var separator = ""
    var isFirst = true
    for character in component {
      if character.isLowercaseAlphanumeric {
        guard isFirst || isSeparator(separator) else { return false }
        separator = ""
        isFirst = false
      } else {
        guard !isFirst else { return false }
        separator.append(character)
      }
    }
    return !isFirst && separator.isEmpty
  }

  private static func isSeparator(_ text: String) -> Bool {
    text.isEmpty || text == "." || text == "_" || text == "__" || text.allSatisfy { $0 == "-" }
  }

  private static func isTag(_ text: Substring) -> Bool {
    guard let first = text.first, first.isAlphanumeric || first == "_", text.utf8.count <= 128
    else {
      return false
    }
    return text.allSatisfy { $0.isAlphanumeric || $0 == "_" || $0 == "." || $0 == "-" }
  }

  private static func isDigest(_ text: Substring) -> Bool {
    guard let colon = text.firstIndex(of: ":") else { return false }
    let hexadecimal = text[text.index(after: colon)...]
    return text[..<colon].first?.isAlphanumeric == true && hexadecimal.count >= 32
      && hexadecimal.allSatisfy { $0.isASCII && $0.isHexDigit }
  }
}

extension Character {
  fileprivate var isAlphanumeric: Bool { isASCII && (isLetter || isNumber) }
  fileprivate var isLowercaseAlphanumeric: Bool { isAlphanumeric && !isUppercase }
}
