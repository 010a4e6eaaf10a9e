/// The image of a bento of the second format, settled when the bento was built.
public struct ImageOptions: Sendable, Hashable {
  /// The reference of the image to start from.
  public let baseImage: String
  /// The Python version of the virtual environment, such as `3.11`.
  public let pythonVersion: String
  /// Shell commands to run before Python packages are installed.
  public let commands: [String]
  /// The text of `requirements.txt`.
  public let pythonRequirements: String
  /// Shell commands to run after Python packages are installed.
  public let postCommands: [String]
  /// Paths below `src` that are needed before Python packages are installed.
  public let buildInclude: [String]

  init(_ value: YAMLValue?) throws(BentoError) {
    let fields = try value.map { value throws(BentoError) in try YAMLFields(value) }
    baseImage = try fields?.text("base_image") ?? ""
    pythonVersion = try fields?.text("python_version") ?? ""
    commands = try Self.texts("commands", of: fields)
    pythonRequirements = try fields?.text("python_requirements") ?? ""
    postCommands = try Self.texts("post_commands", of: fields)
    buildInclude = try Self.texts("build_include", of: fields)
  }

  private static func texts(
    _ name: String, of fields: YAMLFields?
  ) throws(BentoError) -> [String] {
    try fields?.list(name) { value throws(BentoError) in try value.text() } ?? []
  }
}
