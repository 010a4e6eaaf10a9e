/// Decides what a scalar is, by the implicit types of YAML 1.1 as PyYAML's safe loader has them:
/// `yes` and `off` are truth values, `0o17` is text, `017` is fifteen, `1:30` is ninety, `1e3` is
/// text for want of a dot.
enum YAMLResolver {
  static let prefix = "tag:yaml.org,2002:"

  /// - Parameter isPlain: whether libyaml leaves the type open: no quotes and no tag, or the tag `!`.
  static func scalar(
    _ text: String, isPlain: Bool, tag: String?, at mark: YAMLMark
  ) throws(YAMLProblem) -> YAMLScalar {
    guard let tag, tag != "!" else {
      return isPlain ? try plain(text, at: mark) : .text(text)
    }
    guard tag.hasPrefix(prefix), let value = tagged(text, tag.dropFirst(prefix.count)) else {
      throw YAMLProblem(
        message: "tag \(quoted(tag)) is not supported for \(quoted(text))", mark: mark)
    }
    return value
  }

  private static func plain(_ text: String, at mark: YAMLMark) throws(YAMLProblem) -> YAMLScalar {
    guard let first = text.utf8.first else { return .null }
    switch first {
    case UInt8(ascii: "~"), UInt8(ascii: "n"), UInt8(ascii: "N"):
      if nulls.contains(text) { return .null }
      if let value = bools[text] { return .bool(value) }
    case UInt8(ascii: "y"), UInt8(ascii: "Y"), UInt8(ascii: "t"), UInt8(ascii: "T"),
      UInt8(ascii: "f"), UInt8(ascii: "F"), UInt8(ascii: "o"), UInt8(ascii: "O"):
      if let value = bools[text] { return .bool(value) }
    case UInt8(ascii: "="):
      if text == "=" { throw Self.meaningless(text, mark) }
    case UInt8(ascii: "<"):
      if text == "<<" { throw Self.meaningless(text, mark) }
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"),
      UInt8(ascii: "."):
      return try number(text, at: mark)
    default: break
    }
    return .text(text)
  }

  /// `=` and `<<` have types of their own, which mean something only as keys.
  private static func meaningless(_ text: String, _ mark: YAMLMark) -> YAMLProblem {
    YAMLProblem(message: "a lone '\(text)' has no meaning; put it in quotes", mark: mark)
  }

  private static func number(_ text: String, at mark: YAMLMark) throws(YAMLProblem) -> YAMLScalar {
    if YAMLFloat.matches(text), let value = YAMLFloat.value(text) { return .float(value) }
    if let notation = YAMLInteger.notation(of: text) {
      guard let value = YAMLInteger.value(text, notation) else {
        throw YAMLProblem(message: "\(quoted(text)) is no number this can hold", mark: mark)
      }
      return value
    }
    switch Timestamp.yaml(text) {
    case .timestamp(let value): return .timestamp(value)
    case .impossible:
      throw YAMLProblem(message: "\(quoted(text)) is no possible date", mark: mark)
    case .other: return .text(text)
    }
  }

  private static func tagged(_ written: String, _ type: Substring) -> YAMLScalar? {
    // As Python's `int` and `float` do.
    let isNumber = type == "int" || type == "float"
    let text = isNumber ? trimmed(written) : written
    switch type {
    case "str": return .text(text)
    case "null": return .null
    case "bool": return bools[text.lowercased()].map(YAMLScalar.bool)
    case "int":
      // Python's own way to write octal numbers, where a tag asks for one.
      if text.hasPrefix("0o") { return YAMLInteger.value("0" + text.dropFirst(2), .octal) }
      return YAMLInteger.notation(of: text).flatMap { YAMLInteger.value(text, $0) }
    case "float":
      return YAMLFloat.value(text).map(YAMLScalar.float)
    case "timestamp":
      guard case .timestamp(let value) = Timestamp.yaml(text) else { return nil }
      return .timestamp(value)
    case "merge": return .text(text)
    default: return nil
    }
  }

  private static let nulls: Set<String> = ["~", "null", "Null", "NULL"]

  private static let bools: [String: Bool] = {
    var values: [String: Bool] = [:]
    for (word, value) in [
      ("yes", true), ("no", false), ("true", true), ("false", false), ("on", true), ("off", false),
    ] {
      values[word] = value
      values[word.uppercased()] = value
      values[word.prefix(1).uppercased() + word.dropFirst()] = value
    }
    return values
  }()

  private static func trimmed(_ text: String) -> String {
    guard let first = text.firstIndex(where: { !$0.isWhitespace }),
      let last = text.lastIndex(where: { !$0.isWhitespace })
    else { return "" }
    return String(text[first...last])
  }
}
