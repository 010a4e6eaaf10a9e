import Testing

/// Builds that fail for want of something that the user can give: the error says how.
@Suite struct WayOutTests {
  static let builds: [(dockerfile: String, flags: [String], words: [String])] = [
    (
      "RUN --mount=type=secret,id=z,required=true true", [],
      ["secret z: not found", "--secret id=z,src=FILE"]
    ),
    ("RUN --mount=type=secret,id=z cat /run/secrets/z", [], ["try: give the secret", "--secret"]),
    ("RUN --mount=type=ssh,required=true true", [], ["no SSH key", "--ssh default"]),
    ("RUN --mount=type=ssh,id=work,required=true true", [], ["no SSH key", "--ssh work=FILE"]),
    (
      "RUN true",
      ["--platform", "linux/amd64,linux/arm64", "--output", "type=docker,dest=FOLDER/x"],
      ["type=oci,dest=FILE", "--push"]
    ),
    (
      "RUN true", ["--call", "absent"],
      ["doesn't know frontend.absent; it knows ", "frontend.outline", "frontend.targets"]
    ),
    (
      "RUN true", ["--export-cache", "type=absent"],
      [#"unknown cache exporter: "absent""#, "registry, local, inline"]
    ),
  ]

  @Test(arguments: builds)
  func whatIsMissingIsToldWithItsFlag(
    dockerfile: String, flags: [String], words: [String]
  ) async throws {
    let folder = try ScratchFolder(below: "/dev/shm")
    try folder.write("FROM \(busybox)\nRUN echo \(unique())\n\(dockerfile)\n", to: "Dockerfile")
    let outcome = try await Command(
      ["build", folder.path, "--progress", "quiet"]
        + flags.map { $0.replacing("FOLDER", with: folder.path) }
    ).run()
    #expect(outcome.ending == .exited(1))
    for word in words { #expect(outcome.errors.contains(word), "\(outcome.errors)") }
    #expect(!outcome.errors.contains("newer daemon"))
  }

  @Test func aGitRepositoryOverSSHWantsAnAgent() async throws {
    let outcome = try await Command(
      ["build", "git@nowhere.invalid:a/b.git", "--progress", "quiet"]
    ).run()
    #expect(outcome.ending == .exited(1))
    #expect(outcome.errors.contains("--ssh default"), "\(outcome.errors)")
  }

  @Test func aFileThatIsNoBentoIsTold() async throws {
    let folder = try ScratchFolder()
    try folder.write("FROM scratch\n", to: "Dockerfile")
    let outcome = try await Command(["containerize", folder.path("Dockerfile")]).run()
    expectFailure(outcome, saying: ["Dockerfile: is no tar archive"])
  }

  /// A build that goes well without its cache says so, whatever shows its progress.
  @Test(arguments: ["quiet", "plain"])
  func aLostCacheIsToldOnce(progress: String) async throws {
    let caches: [(flag: String, cache: String, note: String)] = [
      ("--import-cache", "type=absent", "the cache absent is not read: unknown cache importer"),
      (
        "--import-cache", "type=registry,ref=127.0.0.1:1/x:y",
        "the cache 127.0.0.1:1/x:y is not read: "
      ),
      (
        "--export-cache", "type=registry,ref=127.0.0.1:1/x:y",
        "the cache is not written (exporting cache to registry): "
      ),
    ]
    for (flag, cache, note) in caches {
      let folder = try ScratchFolder(below: "/dev/shm")
      try folder.write("FROM \(busybox)\nRUN echo \(unique())\n", to: "Dockerfile")
      let outcome = try await Command(
        ["build", folder.path, "--progress", progress, flag, cache]
      ).run()
      expectSuccess(outcome)
      let notes = outcome.errors.split(separator: "\n").filter { $0.hasPrefix("note: the cache") }
      #expect(notes.count == 1, "\(outcome.errors)")
      #expect(notes.first?.hasPrefix("note: \(note)") == true, "\(outcome.errors)")
      #expect(!outcome.errors.contains("\n > importing"))
    }
  }
}
