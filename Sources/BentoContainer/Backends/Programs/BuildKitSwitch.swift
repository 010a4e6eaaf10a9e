import Bento

/// The variable `DOCKER_BUILDKIT`.
enum BuildKitSwitch {
  /// Whether it is on; nil if the variable isn't set.
  ///
  /// - Throws: ``ContainerError`` of kind `invalidVariable` if the value is no number.
  package static func state(
    _ environment: EnvironmentLookup
  ) throws(ContainerError) -> Bool? {
    guard let text = environment("DOCKER_BUILDKIT") else { return nil }
    guard let number = Int(text) else {
      throw ContainerError(
        .invalidVariable, "DOCKER_BUILDKIT is \"\(text)\"; set it to 1 or 0, or unset it")
    }
    return number != 0
  }
}
