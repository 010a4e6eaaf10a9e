import Bento

/// What a text should become where BentoML is wrong about it, and what kind of error its errors
/// are.
enum TagMending {
  /// D24: a line feed at the end, and characters whose lower-case form happens to be ASCII, pass
  /// BentoML's check; they belong to no tag.
  static func mended(_ tagCase: TagCase) -> TagCase {
    guard let result = tagCase.result else { return tagCase }
    let texts: [String]
    switch tagCase.input {
    case .text(let text): texts = [text]
    case .parts(let name, let version): texts = [name, version ?? ""]
    }
    let endsInLineFeed = [result.name, result.version ?? ""].contains { $0.hasSuffix("\n") }
    guard endsInLineFeed || texts.contains(where: { $0.utf8.contains { $0 > 0x7f } }) else {
      return tagCase
    }
    var mended = tagCase
    mended.result = nil
    mended.error = TagCase.Failure(type: "ValueError", message: "")
    return mended
  }

  /// The kinds of our errors that say what a recorded error says.
  static func kinds(of tagCase: TagCase) -> [BentoError.Kind] {
    guard let error = mended(tagCase).error else { return [] }
    if error.message.contains("contains trailing ':'") {
      // A lone ':' has no name either.
      return tagCase.isLoneColon ? [.emptyVersion, .invalidTag] : [.emptyVersion]
    }
    if error.type == "ValueError" {
      return [.invalidTagPart] + (tagCase.hasColon ? [.invalidTag] : [])
    }
    return [.invalidTag]
  }
}

extension TagCase {
  fileprivate var hasColon: Bool {
    guard case .text(let text) = input else { return false }
    return text.contains(":")
  }

  fileprivate var isLoneColon: Bool {
    guard case .text(let text) = input else { return false }
    return text == ":"
  }
}
