extension LLBState {
  /// The graph, marshalled as BuildKit takes it.
  ///
  /// The same state gives the same bytes, if `localID` is the same.
  ///
  /// - Parameters:
  ///   - platform: what processes and images are for unless the state says so; nil for this machine's.
  ///   - localID: keeps the trees of this build's session apart from those of others that run at the same
  ///     time and have the same names; nil for a random one.
  /// - Throws: ``InvalidDefinition`` for an empty file system, or a process without arguments.
  public func definition(
    platform: Platform? = nil, localID: String? = nil
  ) throws(InvalidDefinition) -> Definition {
    guard let output else { throw InvalidDefinition("is of an empty file system") }
    var marshaller = LLBMarshaller(
      platform: platform ?? .current, localID: localID ?? Identifier.random())
    return try marshaller.definition(of: output)
  }
}
