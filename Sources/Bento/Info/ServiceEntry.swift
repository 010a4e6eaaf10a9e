/// A service in a bento.
public struct ServiceEntry: Sendable, Hashable {
  /// The service's name.
  public let name: String
  /// Its import path; may be empty.
  public let service: String
  /// The models it needs.
  public let models: [ModelEntry]
  /// The names of the services of this bento that it calls; those that run elsewhere have none here.
  public let dependencies: [String]

  init(_ value: YAMLValue, warnings: inout [BentoWarning]) throws(BentoError) {
    let fields = try YAMLFields(value)
    name = try fields.required("name").text()
    service = try fields.text("service")
    models = try ModelEntry.list(fields["models"], warnings: &warnings)
    let named = try fields.list("dependencies") { value throws(BentoError) -> String? in
      if case .scalar = value.node.content { return try value.text() }
      let fields = try YAMLFields(value)
      try fields.allow(only: ["service", "deployment", "cluster", "url"])
      return try fields.optionalText("service")
    }
    dependencies = named.compactMap(\.self)
    _ = try fields["config"]?.entries()
  }
}
