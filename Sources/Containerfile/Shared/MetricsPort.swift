internal import Bento

/// The port of the gRPC server's metrics, which the image exposes.
enum MetricsPort {
  /// The port if nobody configures another.
  static let usual = 3001

  /// The port that BentoML's configuration sets: the file that `BENTOML_CONFIG` names, over it the
  /// JSON in `BENTOML_CONFIG_OVERRIDES`, over that `BENTOML_CONFIG_OPTIONS`, of the form
  /// `field=value field=value`.
  ///
  /// - Throws: ``ContainerfileError`` of kind `invalidConfiguration`.
  static func configured(
    _ environment: EnvironmentLookup
  ) throws(ContainerfileError) -> Int {
    if let text = option(in: environment("BENTOML_CONFIG_OPTIONS") ?? "") {
      guard let port = port(text) else { throw invalid("BENTOML_CONFIG_OPTIONS", quoted(text)) }
      return port
    }
    let overrides = environment("BENTOML_CONFIG_OVERRIDES") ?? ""
    if !overrides.isEmpty {
      let found = try read("BENTOML_CONFIG_OVERRIDES") { () throws(BentoError) in
        try YAMLFile.fields(in: Array(overrides.utf8), of: "BENTOML_CONFIG_OVERRIDES")
      }
      if let found { return found }
    }
    let file = environment("BENTOML_CONFIG") ?? ""
    guard !file.isEmpty else { return usual }
    let path = BentoMLHome.expanded(file, environment) ?? file
    return try read("BENTOML_CONFIG") { () throws(BentoError) in
      try YAMLFile.fields(
        of: path, missing: .unreadable,
        advice: "there is no file \(quotedIfOdd(path)), which BENTOML_CONFIG names")
    } ?? usual
  }

  private static let field = ["api_server", "grpc", "metrics", "port"]

  private static func read(
    _ name: String, _ fields: () throws(BentoError) -> YAMLFields
  ) throws(ContainerfileError) -> Int? {
    do throws(BentoError) {
      var fields = try fields()
      for part in field.dropLast() {
        guard let value = fields.given(part) else { return nil }
        fields = try YAMLFields(value)
      }
      guard let value = fields.given(field[field.count - 1]) else { return nil }
      guard let port = port(try value.text()) else { throw value.expected(expectation) }
      return port
    } catch {
      throw ContainerfileError(.invalidConfiguration, "\(error)")
    }
  }

  /// The last value of the field in a list of assignments.
  private static func option(in text: String) -> String? {
    let prefix = field.joined(separator: ".") + "="
    let assignments = text.unicodeScalars.split { $0.properties.isWhitespace }
    let last = assignments.map { String($0) }.last { $0.hasPrefix(prefix) }
    return last.map { String($0.dropFirst(prefix.count)) }
  }

  private static func port(_ text: String) -> Int? {
    guard let port = Int(text), (1...65_535).contains(port) else { return nil }
    return port
  }

  private static let expectation = "a port, from 1 to 65535"

  private static func invalid(_ name: String, _ found: String) -> ContainerfileError {
    ContainerfileError(
      .invalidConfiguration,
      "\(name): \(field.joined(separator: ".")): expected \(expectation), found \(found)")
  }
}
