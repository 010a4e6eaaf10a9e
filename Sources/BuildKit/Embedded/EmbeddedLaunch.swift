/// How an embedded daemon is started.
struct EmbeddedLaunch: Hashable, Sendable {
  /// The path of the program, and its arguments.
  let words: [String]

  /// - Parameters:
  ///   - isRoot: whether we are root; else `rootlesskit` runs the daemon.
  ///   - find: the path of a program on `PATH`.
  /// - Throws: ``EmbeddedError/noProgram(_:advice:)``.
  init(
    at place: EmbeddedPlace, isRoot: Bool, find: (String) -> String?
  ) throws(EmbeddedError) {
    guard let daemon = find("buildkitd") else {
      throw .noProgram("buildkitd", advice: "install BuildKit, or use the address of a daemon")
    }
    var words = [daemon]
    if !isRoot {
      guard let rootless = find("rootlesskit") else {
        throw .noProgram("rootlesskit", advice: "without root, buildkitd needs it; install it")
      }
      words = [rootless, daemon]
    }
    words += ["--addr", "unix://" + place.socket, "--root", place.state]
    words += ["--otel-socket-path", place.telemetrySocket]
    words += ["--oci-worker=true", "--containerd-worker=false"]
    // What the daemon looks for itself; another runtime it has to be told.
    if find("buildkit-runc") == nil, find("runc") == nil {
      guard let other = find("crun") else {
        throw .noProgram("runc", advice: "buildkitd runs steps with it, or with crun; install one")
      }
      words += ["--oci-worker-binary", other]
    }
    if let configuration = place.configuration { words += ["--config", configuration] }
    self.words = words
  }
}
