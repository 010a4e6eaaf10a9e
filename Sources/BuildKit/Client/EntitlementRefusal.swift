/// What daemons say of privileges that a build doesn't have, and the way out.
enum EntitlementRefusal {
  private static let names = ["network.host", "security.insecure", "device"]

  /// What to do, if a message says that a privilege is missing.
  static func advice(for message: String) -> String? {
    for name in names {
      if message.contains(
        "granting entitlement \(name) is not allowed by build daemon configuration")
      {
        return
          "let the daemon allow it: start buildkitd with --allow-insecure-entitlement \(name), or "
          + "write insecure-entitlements = [\"\(name)\"] into its configuration"
      }
      if message.hasSuffix("\(name) is not allowed") {
        return "grant it to the build with --allow \(name)"
      }
    }
    return nil
  }
}
