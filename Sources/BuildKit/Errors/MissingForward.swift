/// What daemons and steps say of secrets and SSH keys that a build was not given, and the way out.
enum MissingForward {
  /// What to do, if an error says that one is missing.
  static func advice(for error: BuildError) -> String? {
    let message = error.message
    if let id = secret(in: message) {
      return "give it to the build: --secret id=\(id),src=FILE, or env=VARIABLE in src's place"
    }
    if let id = key(in: message) {
      return "forward the SSH agent: --ssh \(id), or a key: --ssh \(id)=FILE"
    }
    guard error.code == .stepFailed, let step = error.step else { return nil }
    let output = step.logTail.suffix(5)
    if output.contains(where: { $0.contains("/run/secrets/") && $0.contains("No such file") }) {
      return
        "give the secret to the build: --secret id=NAME,src=FILE, or env=VARIABLE in src's place"
    }
    if output.contains(where: { $0.contains("Permission denied (publickey") }) {
      return "forward the SSH agent: --ssh default; the step needs RUN --mount=type=ssh"
    }
    return nil
  }

  /// The id in `secret ID: not found`, the last words of a message.
  private static func secret(in message: String) -> Substring? {
    let end = ": not found"
    guard message.hasSuffix(end) else { return nil }
    let words = message.dropLast(end.count).split(separator: " ", omittingEmptySubsequences: false)
    guard words.count > 1, words[words.count - 2] == "secret", let id = words.last, !id.isEmpty
    else { return nil }
    return id
  }

  /// The id in `no SSH key "ID" forwarded from the client`, which is empty for the usual one.
  private static func key(in message: String) -> Substring? {
    guard let start = message.firstRange(of: "no SSH key \"")?.upperBound,
      let end = message[start...].firstRange(of: "\" forwarded")?.lowerBound
    else { return nil }
    let id = message[start..<end]
    return id.isEmpty ? SSHSpecification.defaultID[...] : id
  }
}
