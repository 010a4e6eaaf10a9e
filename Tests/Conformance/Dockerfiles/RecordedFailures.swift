import Bento
import Containerfile

/// Which error of ours says what an error of BentoML's says.
enum RecordedFailures {
  /// The error that is expected for a recorded one.
  ///
  /// - Parameter isLoaded: whether the bento itself could be read.
  static func expectation(
    of failure: RecordedDockerfiles.Failure, isLoaded: Bool
  ) -> DockerfileExpectation {
    let root = failure.root
    guard let row = rows.first(where: { $0.type == root.type && root.message.contains($0.words) })
    else {
      return .failure(kinds: ["(no rule for \(root.type): \(root.message))"], naming: [])
    }
    return .failure(
      kinds: isLoaded ? row.kinds : row.kinds.filter { BentoError.Kind(rawValue: $0) != nil },
      naming: row.name(root.message))
  }

  private struct Row {
    let type: String
    let words: String
    let kinds: [String]
    /// The words of the message that ours has to have too.
    let name: @Sendable (String) -> [String]

    init(
      _ type: String, _ words: String = "", _ kinds: BentoError.Kind..., or others: Kind...,
      name: @escaping @Sendable (String) -> [String] = { _ in [] }
    ) {
      self.type = type
      self.words = words
      self.kinds = kinds.map(\.rawValue) + others.map(\.rawValue)
      self.name = name
    }

    typealias Kind = ContainerfileError.Kind
  }

  private static let rows: [Row] = [
    // bento.yaml
    Row("ValueError", "is not a valid BentoML tag", .invalidTag, .invalidTagPart) {
      [Text.before(" is not a valid", in: $0)]
    },
    Row("AssertionError", "", .invalidField, or: .missingOption),
    Row("KeyError", "", .missingField, name: Text.quoted),
    Row("ForbiddenExtraKeysError", "", .unknownField) { [Text.after(": ", in: $0)] },
    Row("ValueError", "'distro' must be in", .invalidField) {
      ["distro", Text.before("')", in: Text.after("(got '", in: $0))]
    },
    Row("ValueError", "'supported_python_versions' must be in", or: .unsupportedCombination),
    Row("BentoMLException", "does not support CUDA", .invalidField, name: Text.doublyQuoted),
    Row("BentoMLException", "Unsupported cuda version", .invalidField, name: Text.doublyQuoted),
    Row("BentoMLException", "`env` list", .invalidField) { _ in ["env"] },
    Row("BentoMLException", "valid '.env' file path", .invalidField, name: Text.quoted),
    Row("InvalidArgument", "python_version=", .invalidField) {
      ["python_version"] + Text.doublyQuoted($0)
    },
    Row("InvalidArgument", "Expected 'conda.", .invalidField) { _ in ["conda"] },
    Row("Exception", "not in literal", .invalidField) { [Text.before(" not in", in: $0)] },
    Row("TypeError", "is not iterable", .invalidField),
    // What is asked for
    Row("InvalidArgument", "Available features are", or: .unknownFeature) {
      Text.quoted(Text.after("from provided:", in: $0))
    },
    Row("BentoMLException", "stage='build'", or: .secretsNeedBuildKit),
    // Images and templates
    Row("TemplateNotFound", "_None.j2' not found", or: .missingOption) { _ in ["distro"] },
    Row("TemplateNotFound", "'miniconda_", or: .unsupportedCombination) {
      [Text.before(".j2", in: Text.after("'miniconda_", in: $0)), "conda"]
    },
    Row("TemplateNotFound", "", or: .missingTemplate) {
      [$0.hasPrefix("'") ? Text.quoted($0)[0] : $0]
    },
    Row("FileNotFoundError", "Dockerfile.template not found", or: .missingTemplate) { _ in
      ["Dockerfile.template"]
    },
    Row("SecurityError", "", or: .forbiddenInTemplate) { Array(Text.quoted($0).prefix(1)) },
    Row("TemplateSyntaxError", "", or: .invalidTemplate),
    Row("TemplateAssertionError", "", or: .invalidTemplate) { Array(Text.quoted($0).prefix(1)) },
    Row("UndefinedError", "", or: .failedTemplate, name: Text.quoted),
    Row("TemplateRuntimeError", "", or: .failedTemplate),
    Row("AttributeError", "", or: .failedTemplate),
    Row("ZeroDivisionError", "", or: .failedTemplate),
    Row("TypeError", "", or: .failedTemplate),
    Row("OverflowError", "", or: .failedTemplate),
    Row("ValueError", "", or: .failedTemplate),
  ]
}

/// Parts of messages.
private enum Text {
  static func before(_ mark: String, in text: String) -> String {
    text.firstRange(of: mark).map { String(text[..<$0.lowerBound]) } ?? text
  }

  static func after(_ mark: String, in text: String) -> String {
    text.firstRange(of: mark).map { String(text[$0.upperBound...]) } ?? text
  }

  /// Every text in single quotes.
  @Sendable static func quoted(_ text: String) -> [String] { texts(in: text, between: "'") }

  /// The first text in double quotes.
  @Sendable static func doublyQuoted(_ text: String) -> [String] {
    Array(texts(in: text, between: "\"").prefix(1))
  }

  private static func texts(in text: String, between sign: Character) -> [String] {
    let parts = text.split(separator: sign, omittingEmptySubsequences: false)
    return parts.enumerated().filter { $0.offset % 2 == 1 }.map { String($0.element) }
  }
}
