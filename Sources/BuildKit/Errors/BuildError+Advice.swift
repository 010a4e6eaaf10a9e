extension BuildError {
  /// The way out: what can be done about it, as a phrase; nil where the message says it, or where
  /// only the log can tell.
  public var advice: String? {
    switch wayOut {
    case .given(let advice): return advice
    case .none: return nil
    case .known: break
    }
    if let advice = EntitlementRefusal.advice(for: message) ?? MissingForward.advice(for: self) {
      return advice
    }
    if let failure = cause.flatMap({ ConnectionFailure($0) }) {
      return failure.advice(at: endpoint)
    }
    return Advice.table.first {
      $0.code == code && ($0.words.map(message.contains) ?? true) && $0.holds(self)
    }?
    .text
  }
}

/// What can be done about a failure.
private struct Advice: Sendable {
  let code: BuildError.Code
  /// What the message must contain.
  let words: String?
  let holds: @Sendable (BuildError) -> Bool
  let text: String

  init(
    _ code: BuildError.Code, saying words: String? = nil,
    where holds: @escaping @Sendable (BuildError) -> Bool = { _ in true }, _ text: String
  ) {
    self.code = code
    self.words = words
    self.holds = holds
    self.text = text
  }

  /// The first that fits counts.
  static let table: [Advice] = [
    Advice(.sessionLost, "see the daemon's log, then build again"),

    Advice(
      .stepFailed, where: { $0.step?.exitCode == 137 },
      "the process was killed: most often memory is short, give the builder more"),
    Advice(
      .stepFailed, where: { $0.step?.exitCode == 127 },
      "the image has no such command: install it in a step before, or mend PATH"),
    Advice(
      .stepFailed, where: { $0.step?.exitCode == 126 },
      "the command can't be run: see to its mode and its interpreter"),
    Advice(
      .stepFailed, where: { $0.step?.exitCode != nil }, "mend the command; its output tells why"),
    Advice(
      .stepFailed, saying: "failed to calculate checksum",
      where: { $0.step?.name.contains("--from=") == true },
      "see that what --from names has the file, and how its path is spelled"),
    Advice(
      .stepFailed, saying: "failed to calculate checksum",
      "put the file into the build context, and see that .dockerignore doesn't leave it out"),
    Advice(
      .stepFailed, saying: "no space left on device",
      "make room where the daemon keeps its state, for instance by pruning its cache"),
    Advice(
      .stepFailed, where: { $0.step?.name.hasPrefix("[internal] load git source ") == true },
      "see that the daemon's machine reaches the repository, that it has what is asked for, and may be "
        + "read"),
    Advice(
      .stepFailed, saying: "no access allowed to dir \"",
      "give the frontend that folder: --local NAME=FOLDER"),
    Advice(
      .stepFailed, saying: "no local sources enabled",
      "give the frontend the folders that it reads: --local NAME=FOLDER"),
    Advice(.stepFailed, saying: ": not found", "see that it is there, and how it is spelled"),

    Advice(.invalidArgument, where: { !$0.sources.isEmpty }, "mend the Dockerfile there"),
    Advice(
      .unimplemented, where: { $0.details?.unsupportedSubrequest != nil },
      "use a newer frontend: begin the Dockerfile with # syntax=docker/dockerfile:1"),
    Advice(
      .unimplemented, where: { $0.details?.missingFrontendCapability != nil },
      "use a newer frontend: begin the Dockerfile with # syntax=docker/dockerfile:1"),
    Advice(
      .unimplemented, saying: "exporter \"",
      "use one that this daemon has: local and tar are everywhere; image, docker and oci need "
        + "buildkitd, or an Engine with its images in containerd; moby is an Engine's own store"),
    Advice(
      .unimplemented, saying: "unknown cache exporter: ",
      where: { error in
        !CacheSpecification.types.contains { error.message.hasSuffix(": \"\($0)\"") }
      },
      "use one that BuildKit knows: \(CacheSpecification.types.joined(separator: ", "))"),
    Advice(
      .unimplemented, saying: "unknown cache exporter: ",
      "use type=inline, the one that an Engine's own store has; others need buildkitd, or an Engine "
        + "with its images in containerd"),
    Advice(
      .unimplemented, saying: "support exporting manifest lists",
      "this archive holds one platform: build for one, write --output type=oci,dest=FILE, which "
        + "holds several, or --push them to a registry"),
    Advice(
      .unimplemented, saying: "one export at a time",
      "build once for each output, or use a newer daemon"),
    Advice(.unimplemented, "use a newer daemon"),

    Advice(
      .permissionDenied, saying: " is not allowed",
      "grant it to the build (allow) and on the daemon (insecure-entitlements)"),
    Advice(
      .permissionDenied,
      "log in to the registry, so that Docker's config.json has its credentials, and see that they "
        + "may do this"),
    Advice(
      .notFound, saying: "failed to read dockerfile: open ",
      "name the Dockerfile by --file, a path from the folder that you are in; without it, the file "
        + "Dockerfile of the context is read"),
    Advice(
      .notFound, saying: ": not found",
      "see how the image's name and tag are spelled, and that its registry has it"),
    Advice(.deadlineExceeded, "give it more time"),
    Advice(.cancelled, "somebody else cancelled it on the daemon: build again"),
    Advice(
      .resourceExhausted, saying: "no space left on device",
      "make room where the daemon keeps its state, for instance by pruning its cache"),
    Advice(
      .daemon, saying: "invalid frontend: ",
      "use dockerfile.v0, or gateway.v0 with the frontend's image as its option source"),
    Advice(
      .daemon, saying: "target stage \"",
      "name a stage that the Dockerfile has: FROM IMAGE AS STAGE"),
    Advice(
      .daemon, saying: " denied by policy",
      "use a source that the source policy allows, or mend the policy"),
    Advice(
      .daemon, saying: "can't push tagged ref ",
      "leave the tag out of the name: an image is pushed by its digest or by its tags"),
    Advice(
      .daemon, saying: "no such host", "see that the daemon's machine reaches that host"),
    Advice(
      .daemon, saying: "connection refused", "see that the daemon's machine reaches that host"),
  ]
}
