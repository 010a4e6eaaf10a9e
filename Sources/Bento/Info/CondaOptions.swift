/// The conda environment of a bento of the first format.
public struct CondaOptions: Sendable, Hashable {
  /// The path of an environment file that the bento was built from; nil if none.
  public let environmentYML: String?
  /// The channels to take packages from.
  public let channels: [String]
  /// The conda packages.
  public let dependencies: [String]
  /// The packages that pip installs inside of the environment.
  public let pip: [String]

  /// Whether no conda environment is asked for.
  public var isEmpty: Bool {
    (environmentYML ?? "").isEmpty && channels.isEmpty && dependencies.isEmpty && pip.isEmpty
  }

  init(_ value: YAMLValue?) throws(BentoError) {
    guard let value else {
      environmentYML = nil
      channels = []
      dependencies = []
      pip = []
      return
    }
    let fields = try YAMLFields(value)
    try fields.allow(only: ["environment_yml", "channels", "dependencies", "pip"])
    environmentYML = try fields.optionalText("environment_yml")
    channels = try Self.texts(fields.given("channels"))
    pip = try Self.texts(fields.given("pip"))
    dependencies = try Self.dependencies(fields.given("dependencies"))
  }

  /// A list of texts, or one text by itself.
  private static func texts(_ value: YAMLValue?) throws(BentoError) -> [String] {
    guard let value else { return [] }
    if case .scalar = value.node.content { return [try value.exactText()] }
    return try value.list { element throws(BentoError) in try element.exactText() }
  }

  /// Packages; a mapping `pip: [...]` among them stands for packages that pip installs.
  private static func dependencies(_ value: YAMLValue?) throws(BentoError) -> [String] {
    guard let value else { return [] }
    if case .scalar = value.node.content { return [try value.exactText()] }
    var names: [String] = []
    for element in try value.elements() {
      guard case .mapping = element.node.content else {
        names.append(try element.exactText())
        continue
      }
      for (key, list) in try element.entries() {
        guard key == "pip" else { throw list.error("only 'pip' can be a list here") }
        names += try texts(list)
      }
    }
    return names
  }
}
