/// The network that the steps of a build have.
public enum NetworkMode: String, Sendable, CaseIterable {
  /// What the daemon is set up for.
  case sandbox
  /// That of the daemon's machine. Needs ``Entitlement/networkHost``.
  case host
  /// None.
  case none

  /// Reads what `--network` takes; `default` is the sandbox.
  ///
  /// - Throws: ``InvalidSpecification``.
  public init(_ text: String) throws(InvalidSpecification) {
    guard let mode = text == "default" ? .sandbox : NetworkMode(rawValue: text) else {
      throw InvalidSpecification(
        "network", text, "use default, host or none; other networks are a matter of the daemon")
    }
    self = mode
  }
}
