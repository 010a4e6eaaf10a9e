import Bento

/// Options that the direct backend doesn't declare, as attributes of the Dockerfile frontend.
enum FrontendAttribute {
  /// Attributes that stand before a name of the user's: `build-arg:NAME`.
  private static let prefixes = [
    "build_arg": "build-arg:", "label": "label:", "build_context": "context:",
    "context": "context:", "attest": "attest:",
  ]

  /// The attributes that an option stands for. Values of a key without a name of the user's are one
  /// attribute, with commas between them.
  static func attributes(
    _ option: AdditionalOptions.Element, environment: EnvironmentLookup
  ) throws(ContainerError) -> [(key: String, value: String)] {
    guard case .texts(let texts) = option.value else { throw needsValue(option.name) }
    guard let prefix = prefixes[option.name] else {
      return [(BuilderOption<Never>.key(of: option.name), texts.joined(separator: ","))]
    }
    var attributes: [(key: String, value: String)] = []
    for text in texts {
      let pair = OptionPairs.Element(text, separator: "=")
      guard !pair.key.isEmpty else { throw needsValue(option.name) }
      if let value = pair.value {
        attributes.append((prefix + pair.key, value))
      } else if option.name != "build_arg" {
        attributes.append((prefix + pair.key, ""))
      } else if let value = environment(pair.key) {
        // As with docker: a name alone stands for the variable of the environment, if there is one.
        attributes.append((prefix + pair.key, value))
      }
    }
    return attributes
  }

  private static func needsValue(_ name: String) -> ContainerError {
    let value = prefixes[name] == nil ? "VALUE" : "NAME=VALUE"
    return ContainerError(.invalidOption, "option \(name) needs a value: \(name)=\(value)")
  }
}
