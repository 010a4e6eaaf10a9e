import BuildKit

extension SecretSpecification {
  /// Reads the value of an option.
  ///
  /// - Throws: ``ContainerError`` of kind `invalidOption`.
  init(option text: OptionFields) throws(ContainerError) {
    do throws(InvalidSpecification) {
      try self.init(text.description)
    } catch {
      throw ContainerError(.invalidOption, "\(error)")
    }
  }

  /// Looks whether the value is there, without fetching it.
  ///
  /// - Throws: ``ContainerError`` of kind `unreadableSecret`.
  func check() throws(ContainerError) {
    do throws(SecretFailure) {
      try source.check(id)
    } catch {
      throw ContainerError(.unreadableSecret, "\(error)")
    }
  }

  /// Fetches the value.
  ///
  /// - Throws: ``ContainerError`` of kind `unreadableSecret`; `CancellationError`.
  func value() async throws -> [UInt8] {
    do {
      return try await source.fetch(id)
    } catch let error as SecretFailure {
      throw ContainerError(.unreadableSecret, "\(error)")
    }
  }
}

extension BackendOptions {
  /// Takes those secrets out of the options that no builder understands but we: commands and values.
  ///
  /// - Throws: ``ContainerError`` of kind `invalidOption`.
  mutating func takeOwnSecrets() throws(ContainerError) -> [SecretSpecification] {
    let given = secretFields
    let own = given.filter { secret in
      SecretSpecification.ownKeys.contains { secret.value(of: $0) != nil }
    }
    guard !own.isEmpty else { return [] }
    let others = given.filter { !own.contains($0) }
    if value("secret") != nil {
      setValue(others.isEmpty ? nil : others, of: "secret")
    } else {
      additionalOptions["secret"] = others.isEmpty ? nil : .texts(others.map(\.description))
    }
    var secrets: [SecretSpecification] = []
    for text in own { secrets.append(try SecretSpecification(option: text)) }
    return secrets
  }
}
