/// Options that the direct backend doesn't declare, as attributes of the Dockerfile frontend.
enum FrontendAttribute {
  /// The attribute that an option stands for; several values with commas between them.
  static func attribute(
    _ option: AdditionalOptions.Element
  ) throws(ContainerError) -> (key: String, value: String) {
    guard case .texts(let texts) = option.value else {
      throw ContainerError(
        .invalidOption, "option \(option.name) needs a value: \(option.name)=VALUE")
    }
    // As buildctl takes build contexts: `--opt context:NAME=SOURCE`.
    if option.name == "context", let text = texts.last {
      let pair = OptionPairs.Element(text, separator: "=")
      if let source = pair.value { return ("context:\(pair.key)", source) }
    }
    return (BuilderOption<Never>.key(of: option.name), texts.joined(separator: ","))
  }
}
