import Testing

/// A bento as teams have them, with packages from PyPI, by every backend that there is a builder for.
@Suite(.takingTurns) struct IrisTests {
  /// One after another, so that there is one image in memory at a time.
  @Test func allBackendsMakeTheSameImage() async throws {
    let direct = try await files(.direct)
    #expect(direct.count > 10_000)
    for path in ["home/bentoml/bento/models/iris/v1/weights.json", "app/.venv/bin/bentoml"] {
      #expect(direct.keys.contains { $0.hasPrefix(path + " ") }, "\(path)")
    }
    #expect(direct.keys.contains { $0.contains("/site-packages/sklearn/__init__.py ") })
    for backend in BackendCase.programs {
      let built = try await files(backend)
      var differences = ImageFiles.lastingDifferences(built, direct)
      if backend.builder?.isBuildKit == false {
        // Without BuildKit the Containerfile, which is in the image, asks for no cache mounts.
        differences.removeAll { $0.hasPrefix("home/bentoml/bento/env/docker/Dockerfile ") }
      }
      #expect(differences.prefix(20) == [], "\(backend.name)")
    }
  }

  private func files(_ backend: BackendCase) async throws -> [String: String] {
    let folder = try ScratchFolder(below: "/dev/shm")
    let image = "iris-\(backend.name):\(unique())"
    var options = ["--image-tag", image]
    if backend.builder == nil {
      options += backend.network + ["--output", "type=tar,dest=\(folder.path("files.tar"))"]
    } else if backend.name == "buildx" {
      // Else docker's cache, which is the same, would have every step.
      options += ["--opt", "add-host=apart:127.0.0.1"]
    }
    let outcome = try await backend.containerize(
      "iris_classifier", options, environment: ["BENTOKIT_STAGING_FOLDER": folder.path]
    ).run(atMost: .seconds(900))
    expectSuccess(outcome)
    #expect(folder.names == (backend.builder == nil ? ["files.tar"] : []))
    guard let builder = backend.builder else {
      return try ImageFiles.facts(Tar(folder.path("files.tar")))
    }
    let facts = try ImageFiles.facts(await builder.files(of: image))
    try await builder.remove(image)
    return facts
  }
}
