extension DockerOptions {
  init(_ value: YAMLValue, warnings: inout [BentoWarning]) throws(BentoError) {
    let fields = try YAMLFields(value)
    try fields.allow(only: [
      "distro", "python_version", "cuda_version", "env", "system_packages", "setup_script",
      "base_image", "dockerfile_template",
    ])
    distro = try Self.distro(fields.given("distro"))
    pythonVersion = try Self.pythonVersion(fields.given("python_version"), warnings: &warnings)
    cudaVersion = try CUDAVersion.full(fields.given("cuda_version"))
    env = try Self.env(fields.given("env"))
    systemPackages = try fields.optionalTexts("system_packages") ?? []
    setupScript = try fields.optionalText("setup_script")
    baseImage = try fields.optionalText("base_image")
    dockerfileTemplate = try fields.optionalText("dockerfile_template")
    if let distro, cudaVersion != nil, !distro.supportsCUDA {
      let able = Distro.allCases.filter(\.supportsCUDA).map(\.rawValue).joined(separator: ", ")
      throw (fields.given("cuda_version") ?? value).error(
        "there is no CUDA for \(distro.rawValue); use one of \(able)")
    }
    if baseImage != nil {
      for name in ["distro", "python_version", "cuda_version", "system_packages"]
      where fields.given(name) != nil {
        warnings.append(
          BentoWarning(.ignoredOption, "docker.\(name) has no effect beside docker.base_image"))
      }
    }
  }

  private static func distro(_ value: YAMLValue?) throws(BentoError) -> Distro? {
    guard let value else { return nil }
    guard let distro = Distro(rawValue: try value.text()) else {
      throw value.expected("one of " + Distro.allCases.map(\.rawValue).joined(separator: ", "))
    }
    return distro
  }

  /// Major and minor of `3.11` or `3.11.7`.
  private static func pythonVersion(
    _ value: YAMLValue?, warnings: inout [BentoWarning]
  ) throws(BentoError) -> String? {
    guard let value else { return nil }
    let text = try value.text()
    let parts = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    let isDigits: (Substring.UTF8View) -> Bool = { $0.allSatisfy { (48...57).contains($0) } }
    guard parts.count == 2 || parts.count == 3, parts[0].count == 1, isDigits(parts[0]),
      (1...2).contains(parts[1].count), isDigits(parts[1]),
      parts.count == 2 || (!parts[2].isEmpty && parts[2].allSatisfy(isWord))
    else { throw value.expected("a Python version such as 3.11 or 3.11.7") }
    guard parts.count == 3 else { return text }
    let cut = "\(String(parts[0]) ?? "").\(String(parts[1]) ?? "")"
    warnings.append(
      BentoWarning(
        .pythonVersionCut, "docker.python_version \(quoted(text)) was cut to \(quoted(cut))"))
    return cut
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
      true
    default: false
    }
  }

  /// A mapping, a list of `NAME=value`, or the path of a file of such lines.
  private static func env(_ value: YAMLValue?) throws(BentoError) -> [Variable] {
    guard let value else { return [] }
    switch value.node.content {
    case .mapping:
      var variables: [Variable] = []
      for (name, value) in try value.entries() {
        variables.append(Variable(name: name, value: try value.text()))
      }
      return variables
    case .sequence:
      return try value.list { element throws(BentoError) in try listed(element) }
    case .scalar:
      let path = try value.exactText()
      return path.isEmpty ? [] : try EnvFile.variables(of: path, named: value)
    }
  }

  private static func listed(_ element: YAMLValue) throws(BentoError) -> Variable {
    let text = try element.text()
    let parts = text.utf8.split(
      separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
    let extra = Set(".-,/".utf8)
    guard parts.count == 2, !parts[0].isEmpty, parts[0].allSatisfy(isWord), !parts[1].isEmpty,
      parts[1].allSatisfy({ isWord($0) || extra.contains($0) })
    else {
      throw element.expected("NAME=value, with letters, digits and any of _ . - , / in the value")
    }
    return Variable(name: String(parts[0]) ?? "", value: String(parts[1]) ?? "")
  }
}
