import FoundationEssentials
import Glibc
import Testing

/// The flags that say where results go, and what else is written and read.
@Suite struct ExportFlagTests {
  private let folder: ScratchFolder
  private let text = unique()

  init() throws { folder = try ScratchFolder(below: "/dev/shm") }

  private func home() throws -> MadeHome {
    try MadeHome(commands: ["mkdir /made && echo \(text) > /made/file"])
  }

  private func run(
    _ options: [String], home: MadeHome? = nil, environment: [String: String?] = [:],
    in working: String? = nil
  ) async throws -> Command.Outcome {
    let command = try Command(
      ["containerize", "made"] + options, home: home ?? self.home(), environment: environment)
    guard let working else { return try await command.run() }
    return try await command.run(by: ["/bin/sh", "-c", "cd \(working) && exec \"$@\"", "sh"])
  }

  private func contents(_ name: String) throws -> String {
    String(decoding: try IntegrationTests.contents(of: folder.path(name)), as: UTF8.self)
  }

  @Test(arguments: [["--output", "out"], ["--output", "type=local,dest=out"]])
  func aFolderGetsTheFilesOfTheImage(_ options: [String]) async throws {
    let outcome = try await run(options, in: folder.path)
    expectSuccess(outcome)
    #expect(try contents("out/made/file") == "\(text)\n")
    #expect(outcome.text.contains("out"))
    // The base image has one, which nobody wants on this machine.
    #expect(outcome.errors.contains("note: ") && outcome.errors.contains("dev/console"))
  }

  @Test func pushSendsTheImageToItsRegistry() async throws {
    let registry = try variable("BENTOKIT_TEST_REGISTRY")
    let outcome = try await run(["--push", "-t", "\(registry)/flags/\(text):1"])
    expectSuccess(outcome)
    #expect(outcome.text.contains("pushed"))
    let answer = try HTTPAnswer(from: registry, path: "/v2/flags/\(text)/manifests/1")
    #expect(answer.text.contains("200 OK"))
  }

  @Test func severalOutputsAreMadeAtOnce() async throws {
    let registry = try variable("BENTOKIT_TEST_REGISTRY")
    try folder.write(
      "#!/bin/sh\ncase $1 in image) exit 1 ;; version) exit ;; esac\n/bin/cat > \(folder.path("loaded.tar"))\n",
      to: "bin/docker", mode: 0o755)
    let outcome = try await run(
      [
        "--load", "--push", "-t", "\(registry)/flags/\(text):2", "--output",
        "type=oci,dest=\(folder.path("image.tar"))", "--output", folder.path("files"),
      ], environment: ["PATH": folder.path("bin")])
    expectSuccess(outcome)
    #expect(try Tar(folder.path("loaded.tar"))["manifest.json"] != nil)
    #expect(try Tar(folder.path("image.tar"))["oci-layout"] != nil)
    #expect(try contents("files/made/file") == "\(text)\n")
    let answer = try HTTPAnswer(from: registry, path: "/v2/flags/\(text)/manifests/2")
    #expect(answer.text.contains("200 OK"))
  }

  @Test func aLayoutIsWrittenAndReadAgain() async throws {
    let layout = folder.path("layout")
    expectSuccess(
      try await run(["-t", "made:x", "--output", "type=oci,tar=false,dest=\(layout)"]))
    let index = try contents("layout/index.json")
    #expect(index.contains("docker.io/library/made:x"))
    try folder.write("FROM base\nRUN cat /made/file > /tmp/again\n", to: "context/Dockerfile")
    expectSuccess(
      try await Command([
        "build", folder.path("context"), "--build-context", "base=oci-layout://\(layout):x",
        "--output", folder.path("out"),
      ]).run())
    #expect(try contents("out/tmp/again") == "\(text)\n")
  }

  @Test func theMetadataAndTheIDAreWritten() async throws {
    try folder.write("of an earlier build", to: "id")
    let outcome = try await run([
      "--output", "type=image", "--iidfile", folder.path("id"), "--opt",
      "metadata_file=\(folder.path("metadata.json"))",
    ])
    expectSuccess(outcome)
    let json = try JSONDecoder().decode(
      Metadata.self, from: Data(IntegrationTests.contents(of: folder.path("metadata.json"))))
    #expect(json.descriptor.digest == json.digest && json.digest.hasPrefix("sha256:"))
    #expect(try contents("id") == json.configuration)
  }

  /// They are found before the build, which would fail here with another error.
  @Test func filesThatCannotBeWrittenAreAllNamedBeforeTheBuild() async throws {
    try folder.makeFolder("folder")
    let outcome = try await run(
      [
        "-q", "--output", "type=image", "--metadata-file", "/nowhere/metadata.json", "--iidfile",
        folder.path("folder"), "--ref-file", "/proc/self/exe/ref", "--trace", "/nowhere/trace",
      ], home: MadeHome(commands: ["exit 7"]))
    expectFailure(
      outcome, code: 2,
      saying: [
        "writing /nowhere/metadata.json: No such file or directory; ",
        "writing \(folder.path("folder")): Is a directory; ",
        "writing /proc/self/exe/ref: Not a directory; ",
        "writing /nowhere/trace: No such file or directory\n",
      ])
    #expect(folder.names == ["folder"])
  }

  @Test func aBuildThatFailsLeavesNoResultFiles() async throws {
    let outcome = try await run(
      [
        "--output", "type=oci,dest=\(folder.path("image.tar"))", "--metadata-file",
        folder.path("metadata.json"), "--iidfile", folder.path("id"),
      ], home: MadeHome(commands: ["exit 7"]))
    #expect(outcome.ending == .exited(1))
    #expect(folder.names.isEmpty)
  }

  @Test(arguments: [
    (["--output", "type=image,name=b"], ["b"]), (["--output", "type=image"], ["a:1"]),
    (["--output", "type=image", "--output", #"type=image,"name=b,c""#], ["a:1", "b", "c"]),
    (["--output", "type=tar,dest=/dev/null"], []),
  ])
  func everyNameOfTheImageIsTold(_ options: [String], _ names: [String]) async throws {
    let new = ["BUILDKIT_HOST": try variable("BENTOKIT_TEST_NEW_BUILDKIT_HOST") as String?]
    let outcome = try await run(["-t", "a:1"] + options, environment: new)
    expectSuccess(outcome)
    let told = outcome.text.split(separator: "\n").filter { $0.contains("  name:   ") }
    #expect(told.map { String($0.dropFirst(10)) } == names, "\(outcome.text)")
  }

  private struct Metadata: Decodable {
    struct Descriptor: Decodable { var digest: String }
    enum CodingKeys: String, CodingKey {
      case digest = "containerimage.digest"
      case configuration = "containerimage.config.digest"
      case descriptor = "containerimage.descriptor"
    }
    var digest: String
    var configuration: String
    var descriptor: Descriptor
  }

  @Test func theIDOfAnEarlierBuildDoesNotStay() async throws {
    try folder.write("of an earlier build", to: "id")
    let outcome = try await run(
      ["--output", "type=image", "--iidfile", folder.path("id")],
      home: MadeHome(commands: ["exit 7"]))
    #expect(outcome.ending == .exited(1))
    #expect(folder.names.isEmpty)
  }

  @Test func cachesAreWrittenAndRead() async throws {
    let cache = folder.path("cache")
    expectSuccess(
      try await run([
        "--output", "type=image", "--opt", "export_cache=type=local,mode=max,dest=\(cache)",
      ]))
    #expect(try contents("cache/index.json").contains("latest"))
    let outcome = try await run([
      "--output", "type=image", "--opt", "cache_from=type=local,src=\(cache)", "--opt",
      "cache_from=type=local,src=/nowhere", "--opt", "cache_to=type=gha",
    ])
    expectSuccess(outcome)
    #expect(outcome.errors.contains("note: the cache in /nowhere is not read"))
    #expect(outcome.errors.contains("note: the cache type=gha is not used"))
  }

  @Test func aCacheThatCannotBeWrittenCostsNothingUnlessAsked() async throws {
    let place = "dest=/proc/nowhere"
    let outcome = try await run([
      "--output", "type=image", "--opt", "export_cache=type=local,\(place)",
    ])
    expectSuccess(outcome)
    #expect(outcome.errors.contains("note: the cache is not written"))
    expectFailure(
      try await run([
        "--output", "type=image", "--progress", "quiet", "--opt",
        "export_cache=type=local,ignore-error=false,\(place)",
      ]), saying: ["/proc/nowhere"])
  }

  @Test(arguments: [".", "..", "/", "other/..", "link"])
  func nothingIsDeletedOutsideOfTheWorkingFolder(_ path: String) async throws {
    try folder.makeFolder("working")
    try folder.makeFolder("working/other")
    try folder.makeLink("working/link", to: "..")
    let outcome = try await run(
      ["--output", "type=local,mode=delete,dest=\(path)"], in: folder.path("working"))
    expectFailure(outcome, code: 2, saying: ["mode=delete", "below the working folder"])
  }
}
