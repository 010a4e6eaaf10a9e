/// What options mean to the planning of a build, whichever builder they are for and whether it
/// declares them or not.
extension BackendOptions {
  /// The names of the image that the option `tag` asks for; nil if it isn't given.
  var explicitTags: [String]? { declaredOrAdditional("tag", \.self) }

  /// Where the result goes.
  var outputs: [OptionFields] { fields("output") }

  /// Whether the image is pushed by an option of that name.
  var isPushed: Bool { value("push") as? Bool == true || additionalOptions["push"] == true }

  /// The ids of the secrets that are given as options.
  var givenSecrets: Set<String> {
    Set(
      secretFields.compactMap {
        $0.value(of: "id") ?? $0.value(of: "src") ?? $0.value(of: "source")
      })
  }

  /// The secrets that are given as options.
  var secretFields: [OptionFields] { fields("secret") }

  private func fields(_ name: String) -> [OptionFields] {
    if let fields = value(name) as? [OptionFields] { return fields }
    return declaredOrAdditional(name, { $0.map { OptionFields($0) } }) ?? []
  }

  private func declaredOrAdditional<T>(_ name: String, _ make: ([String]) -> T) -> T? {
    if let texts = value(name) as? [String] { return make(texts) }
    if case .texts(let texts) = additionalOptions[name] { return make(texts) }
    return nil
  }
}
