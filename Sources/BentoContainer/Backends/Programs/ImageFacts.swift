import Bento

/// What a container runtime of this machine tells of an image that it holds.
struct ImageFacts: Hashable {
  /// The image's digest or id, as `sha256:…`.
  let digest: String
  /// The size of its files, in bytes.
  let bytes: Int64

  /// Asks a runtime; nil if it doesn't answer in good time, or doesn't know the image.
  ///
  /// - Parameters:
  ///   - reference: a name or an id of the image.
  ///   - runtime: the program, by its name or path.
  ///   - asAdministrator: whether `sudo` runs it, as it has run the builder.
  init?(
    of reference: String, in runtime: String, asAdministrator: Bool = false,
    environment: @escaping EnvironmentLookup
  ) async {
    let plan = ProcessPlan(
      program: runtime,
      arguments: ["image", "inspect", "--format", "{{.Id}} {{.Size}}", Argument(reference)],
      asAdministrator: asAdministrator)
    let outcome = try? await within(.seconds(10)) {
      try await plan.run(options: ProcessOptions(environment: environment))
    }
    guard let outcome else { return nil }
    self.init(answer: String(decoding: outcome.standardOutput, as: UTF8.self))
  }

  /// Reads the answer: the id and the size.
  init?(answer: String) {
    let words = answer.split(whereSeparator: \.isWhitespace)
    guard words.count == 2, let bytes = Int64(words[1]), bytes >= 0 else { return nil }
    digest = ImageID.digest(words[0])
    guard ImageID.isWhole(Substring(digest.dropFirst("sha256:".count))) else { return nil }
    self.bytes = bytes
  }
}
