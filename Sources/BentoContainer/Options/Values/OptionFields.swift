import BuildKit

/// A comma-separated list of `key=value`, as builders take it for outputs, secrets and caches; kept as
/// it was written.
public struct OptionFields: Hashable, Sendable, LosslessStringConvertible {
  /// The list, in quotes where a field holds a comma.
  public let description: String

  /// A list as users write it.
  public init(_ description: String) { self.description = description }
}

extension OptionFields: ExpressibleByStringLiteral {
  /// As users write it.
  public init(stringLiteral value: String) { self.init(value) }
}

extension OptionFields: ExpressibleByDictionaryLiteral {
  /// In the order written.
  public init(dictionaryLiteral elements: (String, String)...) {
    self.init(elements.map { ($0, $1) })
  }

  init(_ fields: [(key: String, value: String)]) {
    self.init(CommaSeparated.text(fields.map { "\($0.key)=\($0.value)" }))
  }
}

extension OptionFields {
  /// The value of a key; nil if there is none, or the text is no such list.
  func value(of key: String) -> String? {
    (try? KeyValueList(description, what: "list"))?[key]
  }

  /// Whether the whole is a path, as in `--output build`.
  private var isPath: Bool { !description.isEmpty && !description.contains("=") }

  /// The list with the paths in it absolute; unchanged where there is nothing to change.
  func resolving(paths: Set<String>, in folder: WorkingFolder) -> OptionFields {
    guard !paths.isEmpty, description != "-" else { return self }
    if isPath, paths.contains("dest") { return OptionFields(folder.absolute(description)) }
    guard let list = try? KeyValueList(description, what: "list") else { return self }
    var isChanged = false
    let fields = list.fields.map { key, value in
      guard paths.contains(key), !value.isEmpty, value != "-", !value.hasPrefix("/") else {
        return (key: key, value: value)
      }
      isChanged = true
      return (key: key, value: folder.absolute(value))
    }
    return isChanged ? OptionFields(fields) : self
  }
}
