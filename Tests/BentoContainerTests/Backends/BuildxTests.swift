import BentoContainer
import Testing

@Suite struct BuildxTests {
  @Test(
    arguments: [
      ([:], "--load"), (["push": true], "--push"), (["push": true, "load": true], "--push"),
      (["load": false], ""), (["load": "false"], ""),
      (["output": "type=local,dest=/o"], "--output type=local,dest=/o"),
      (["output": "/o", "push": true], "--output /o"),
      (
        ["output": "type=registry,ref=localhost:5000/x", "push": true],
        "--output type=registry,ref=localhost:5000/x --push"
      ),
    ] as [(AdditionalOptions, String)])
  func anImageIsLoadedUnlessItGoesElsewhere(_ given: AdditionalOptions, _ words: String) throws {
    let all = try plannedWords(Buildx(), given)
    let end = ["--tag", "svc:v1", "--file", "<context>/env/docker/Dockerfile", "<context>"]
    #expect(all.prefix(2) == ["buildx", "build"])
    #expect(all.suffix(5).elementsEqual(end))
    #expect(
      all.dropFirst(2).dropLast(5).sorted() == words.split(separator: " ").map(String.init).sorted()
    )
  }

  @Test(arguments: [
    ("v0.9.1", false), ("0.10.0-desktop.1", true), ("v0.13.1", true), ("dev", true), (nil, true),
  ])
  func anOldBuildxIsAskedForNoAttestation(_ version: String?, _ isAsked: Bool) throws {
    let words = try plannedWords(Buildx(), ["sbom": "true"], version: version)
    #expect(words.contains("--sbom") == isAsked)
  }
}
