/// An environment variable that a bento sets or asks for.
public struct EnvironmentEntry: Sendable, Hashable {
  /// When a variable is there.
  public enum Stage: String, Sendable, CaseIterable {
    /// While the image is built, and in the container.
    case all
    /// Only while the image is built; the value is a secret.
    case build
    /// Only in the container.
    case runtime
  }

  /// The variable's name, as written; it need not be a possible name.
  public let name: String
  /// Its value; empty if whoever builds or runs the image has to give it.
  public let value: String
  /// When it is there.
  public let stage: Stage

  /// A variable.
  public init(name: String, value: String = "", stage: Stage = .all) {
    self.name = name
    self.value = value
    self.stage = stage
  }

  init(_ source: YAMLValue) throws(BentoError) {
    let fields = try YAMLFields(source)
    name = try fields.required("name").text()
    value = try fields.text("value")
    guard let written = fields["stage"] else {
      stage = .all
      return
    }
    guard let known = Stage(rawValue: try written.text()) else {
      throw written.expected(Stage.allCases.map(\.rawValue).joined(separator: ", "))
    }
    stage = known
  }
}
