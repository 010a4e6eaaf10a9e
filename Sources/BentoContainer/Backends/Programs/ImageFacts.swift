import Bento

/// What a container runtime of this machine tells of an image that it holds.
struct ImageFacts: Hashable {
  /// The image's id, as `sha256:…`.
  let id: String
  /// The digest of its manifest, as `sha256:…`, where the runtime has one.
  let digest: String?
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
      arguments: ["image", "inspect", "--format", Argument(Self.format), Argument(reference)],
      asAdministrator: asAdministrator)
    let outcome = try? await within(.seconds(10)) {
      try await plan.run(options: ProcessOptions(environment: environment))
    }
    guard let outcome else { return nil }
    self.init(answer: String(decoding: outcome.standardOutput, as: UTF8.self))
  }

  private static let format = "{{.Id}} {{.Size}}{{range .RepoDigests}} {{.}}{{end}}"

  /// Reads the answer: the id, the size, and names with digests, `NAME@sha256:…`.
  init?(answer: String) {
    let words = answer.split(whereSeparator: \.isWhitespace)
    guard words.count >= 2, let bytes = Int64(words[1]), bytes >= 0 else { return nil }
    id = ImageID.digest(words[0])
    guard ImageID.isWhole(Substring(id.dropFirst("sha256:".count))) else { return nil }
    digest = words.dropFirst(2).lazy.compactMap { $0.split(separator: "@").last }
      .first { $0.hasPrefix("sha256:") && ImageID.isWhole($0.dropFirst("sha256:".count)) }
      .map(String.init)
    self.bytes = bytes
  }
}
