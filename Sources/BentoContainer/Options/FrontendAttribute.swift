import Bento

/// Options that the backend doesn't declare, as attributes of the Dockerfile frontend.
enum FrontendAttribute {
  /// Attributes that stand before a name of the user's: `build-arg:NAME`.
  private static let prefixes = [
    "build_arg": "build-arg:", "label": "label:", "build_context": "context:",
    "context": "context:", "attest": "attest:",
  ]

  /// - Parameters:
  ///   - key: with `_` between words.
  ///   - value: nil for a key alone.
  static func apply(
    key: String, value: String?, to attributes: inout [String: String]
  ) throws(ContainerError) {
    guard !key.isEmpty else {
      throw ContainerError(.invalidOption, "an option has no name; write --opt KEY=VALUE")
    }
    guard let prefix = prefixes[key] else {
      attributes[String(key.map { $0 == "_" ? "-" : $0 })] = value ?? "true"
      return
    }
    guard let value, let name = value.split(separator: "=", maxSplits: 1).first else {
      throw ContainerError(.invalidOption, "option \(key) needs a value: \(key)=NAME=VALUE")
    }
    if let equals = value.firstIndex(of: "=") {
      attributes[prefix + name] = String(value[value.index(after: equals)...])
    } else if key == "build_arg" {
      // As with docker: a name alone stands for the variable of the environment, if there is one.
      attributes[prefix + name] = processEnvironment(String(name))
    } else {
      attributes[prefix + name] = ""
    }
  }
}
