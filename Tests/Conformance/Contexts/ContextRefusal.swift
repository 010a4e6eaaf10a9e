import Bento

/// What our error about a bento that can't be read must say. Errors of Dockerfiles and their
/// templates are not about contexts, and nil.
struct ContextRefusal {
  let kinds: [BentoError.Kind]
  /// What the message must name.
  let words: [String]

  init?(_ error: ContextCase.Failure) {
    switch error.errorType {
    case "KeyError":
      kinds = [.missingField]
      words = [error.message.filter { $0 != "'" }]
    case "AssertionError" where error.message.isEmpty:
      kinds = [.invalidField]
      words = ["bento.yaml", "empty"]
    case "ForbiddenExtraKeysError":
      kinds = [.unknownField]
      words = Self.lastWord(of: error.message)
    case "ValueError" where error.message.contains("is not a valid BentoML tag"):
      kinds = [.invalidTagPart, .invalidTag]
      words = ["bento.yaml", "name"]
    case "ValueError" where error.message.contains("'distro' must be in"):
      kinds = [.invalidField]
      words = ["docker.distro"]
    case "InvalidArgument", "BentoMLException", "TypeError", "AttributeError", "ValueError":
      if let model = Self.missingModel(error.message) {
        kinds = [.modelNotFound]
        words = [model]
      } else {
        kinds = [.invalidField, .invalidTag, .invalidTagPart, .unreadable]
        words = ["bento.yaml"] + Self.field(in: error.message)
      }
    case "ScannerError", "ParserError", "ComposerError", "ConstructorError", "ReaderError":
      kinds = [.malformedYAML]
      words = ["bento.yaml"]
    default: return nil
    }
  }

  private static func lastWord(of text: String) -> [String] {
    text.split(separator: " ").last.map { [String($0)] } ?? []
  }

  /// `name:version` of "Model name:version could not be found…".
  private static func missingModel(_ message: String) -> String? {
    guard message.hasPrefix("Model "), message.contains("could not be found") else { return nil }
    return message.split(separator: " ").dropFirst().first.map(String.init)
  }

  /// The parts of a field that the message calls by its whole name, such as `docker.python_version`.
  /// BentoML calls some by another field of the same section.
  private static func field(in message: String) -> [String] {
    for section in ["docker.", "conda.", "python."] {
      guard let start = message.ranges(of: section).first else { continue }
      let name = message[start.upperBound...].prefix { $0.isLetter || $0 == "_" }
      if !name.isEmpty { return [String(section.dropLast()), String(name)] }
    }
    return []
  }
}
