import BuildKit
import FileTree
import FoundationEssentials
import Testing

/// What can be said about a Dockerfile's build, seen from inside its steps and in the image.
@Suite(.takingTurns) struct DockerfileOptionTests {
  private let text = unique()

  private func request(
    _ dockerfile: String, _ change: (inout DockerfileOptions) throws -> Void
  ) throws -> BuildRequest {
    var request = try BuildRequest(dockerfile: dockerfile)
    var options = DockerfileOptions()
    try change(&options)
    try options.apply(to: &request)
    return request
  }

  private func seen(
    _ command: String, _ change: (inout DockerfileOptions) throws -> Void
  ) async throws -> String {
    try await request("FROM \(busybox)\nARG GREETING\nRUN (\(command)) > /seen # \(text)\n", change)
      .builtFiles().text("seen").trimmed
  }

  /// The image's configuration, or another blob that holds certain words.
  private func blob(
    holding words: String..., of request: BuildRequest
  ) async throws -> String? {
    let folder = try ScratchFolder(below: "/dev/shm")
    _ = try await BuildKitClient.ofEnvironment().build(
      request.exporting("oci", to: folder.path("o.tar")))
    let tar = try Tar(folder.path("o.tar"))
    for (path, entry) in tar.entries where entry.kind == .file && entry.size < 1 << 20 {
      let content = String(decoding: try tar.contents(path), as: UTF8.self)
      if words.allSatisfy({ content.contains($0) }) { return content }
    }
    return nil
  }

  @Test func aHostIsKnown() async throws {
    let hosts = try await seen("cat /etc/hosts") {
      $0.extraHosts = [try ExtraHost("db:10.1.2.3"), try ExtraHost("six=[::1],fe80::2")]
    }
    for line in ["10.1.2.3\tdb", "::1\tsix", "fe80::2\tsix"] { #expect(hosts.contains(line)) }
  }

  @Test func aLimitHolds() async throws {
    #expect(
      try await seen("ulimit -n") { $0.limits = [ResourceLimit("nofile", soft: 123, hard: 456)] }
        == "123")
  }

  @Test func sharedMemoryHasASize() async throws {
    #expect(
      try await seen("df -k /dev/shm | tail -n 1 | awk '{print $2}'") {
        $0.sharedMemory = ByteSize("9m")
      } == "9216")
  }

  @Test func aControlGroupIsEntered() async throws {
    let group = "bentokit-\(text)"
    #expect(try await seen("cat /proc/self/cgroup") { $0.controlGroup = group }.contains(group))
  }

  @Test func withoutANetworkThereIsOnlyThisMachine() async throws {
    #expect(try await seen("ls /sys/class/net") { $0.network = NetworkMode.none } == "lo")
  }

  @Test func theHostsNetworkIsGranted() async throws {
    let request = try request("FROM \(busybox)\nRUN echo \(text)\n") { $0.network = .host }
    #expect(request.entitlements == ["network.host"])
    _ = try await BuildKitClient.ofEnvironment().build(request)
  }

  @Test func anArgumentAndATargetCount() async throws {
    let dockerfile = """
      FROM \(busybox) AS one
      ARG GREETING
      RUN echo $GREETING > /seen
      FROM one AS two
      RUN exit 1
      """
    let request = try request(dockerfile) {
      $0.target = "one"
      $0.buildArguments["GREETING"] = text
    }
    #expect(try await request.builtFiles().text("seen").trimmed == text)
  }

  @Test func labelsAreInTheImage() async throws {
    let request = try request("FROM \(busybox)\n") { $0.labels = ["mark": text] }
    #expect(try await blob(holding: "\"mark\":\"\(text)\"", of: request) != nil)
  }

  @Test func severalPlatformsAreAnIndex() async throws {
    let request = try request("FROM scratch\nCOPY --from=\(busybox) /bin/sh /\(text)\n") {
      $0.platforms = try Platform.list(["linux/amd64,linux/arm64"])
      $0.buildContexts = [try BuildContext("\(busybox)=docker-image://\(busybox)")]
    }
    // The image is there for one platform only, so that the other one is what is looked for.
    do {
      #expect(try await blob(holding: "\"architecture\":\"arm64\"", of: request) != nil)
    } catch let error as BuildError {
      #expect(error.message.contains("arm64"), "\(error)")
    }
  }

  @Test func aPlatformIsInTheImage() async throws {
    let request = try request("FROM scratch\nLABEL mark=\(text)\n") {
      $0.platforms = [try Platform("linux/arm/v7")]
    }
    #expect(try await blob(holding: "\"variant\":\"v7\"", of: request) != nil)
  }

  @Test func stagesRunAnewWithoutTheOthers() async throws {
    let number = "cat /proc/sys/kernel/random/uuid"
    let dockerfile = """
      FROM \(busybox) AS one
      RUN \(number) > /one # \(text)
      FROM \(busybox)
      RUN \(number) > /last # \(text)
      COPY --from=one /one /one
      """
    let first = try await request(dockerfile) { _ in }.builtFiles()
    let second = try await request(dockerfile) { $0.noCacheStages = ["one"] }.builtFiles()
    #expect(try first.text("one") != second.text("one"))
    #expect(try first.text("last") == second.text("last"))
  }

  @Test func aFolderIsAContext() async throws {
    let folder = try ScratchFolder()
    try folder.write(text, to: "f")
    let request = try request("FROM scratch\nCOPY --from=more /f /\n") {
      $0.buildContexts = [try BuildContext("more=\(folder.path)")]
    }
    #expect(try await request.builtFiles().text("f") == text)
  }

  @Test func anImageTakesThePlaceOfAnother() async throws {
    let request = try request("FROM nowhere.example/absent\nRUN echo \(text) > /f\n") {
      $0.buildContexts = [
        try BuildContext("nowhere.example/absent=docker-image://docker.io/library/busybox")
      ]
    }
    #expect(try await request.builtFiles().text("f").trimmed == text)
  }

  @Test func aGitRepositoryIsAContext() async throws {
    let folder = try ScratchFolder()
    try await runShell(
      """
      cd \(folder.path); export HOME=$PWD; git init -q repo; cd repo; git checkout -q -b main
      echo -n \(text) > f; git add f; git -c user.name=a -c user.email=b commit -q -m c
      cd ..; git clone -q --bare repo repo.git; cd repo.git; git update-server-info
      """)
    let server = try await FolderServer(folder)
    let request = try request("FROM scratch\nCOPY --from=repository /f /\n") {
      $0.buildContexts = [try BuildContext("repository=\(server.url)/repo.git#main")]
    }
    #expect(try await request.builtFiles().text("f") == text)
    let git = LLBState.git("\(server.url)/repo.git", reference: "main", keepsHistory: true)
    let tar = try await BuildRequest(definition: git.definition()).builtFiles()
    #expect(try tar.text("f") == text)
    #expect(tar[".git"] != nil)
    let download = LLBState.http("\(server.url)/repo/f", filename: "got", permissions: 0o640)
    let got = try await BuildRequest(definition: download.definition()).builtFiles()
    #expect(try got.text("got") == text)
    #expect(got["got"]?.mode == 0o640)
  }

  @Test func provenanceIsAttached() async throws {
    let request = try request("FROM \(busybox)\nRUN echo \(text)\n") {
      $0.attestations = [try Attestation("mode=max", of: .provenance)]
    }
    // As much as there is: what the steps were.
    let command = "echo \(text)"
    #expect(
      try await blob(holding: "https://slsa.dev/provenance", command, of: request) != nil)
    let without = try self.request("FROM \(busybox)\nRUN echo \(text)\n") {
      $0.attestations = [
        try Attestation("mode=max", of: .provenance), try Attestation("false", of: .provenance),
      ]
    }
    #expect(try await blob(holding: "https://slsa.dev/provenance", of: without) == nil)
  }

  @Test func aScannerSaysWhatTheImageHolds() async throws {
    let registry = try variable("BENTOKIT_TEST_REGISTRY")
    let name = "\(registry)/scanner-\(text):v1"
    let script = """
      #!/bin/sh
      echo '{"_type":"https://in-toto.io/Statement/v0.1","predicateType":"https://spdx.dev/Document",\
      "predicate":{"mark":"\(text)"}}' > $BUILDKIT_SCAN_DESTINATION/sbom.spdx.json
      """
    var scanner = try BuildRequest(
      dockerfile: "FROM \(busybox)\nCOPY --chmod=755 scan /scan\nENTRYPOINT [\"/scan\"]\n",
      context: FileTree(files: ["scan": script]))
    scanner.exports = [.init(type: "image", attributes: ["name": name, "push": "true"])]
    _ = try await BuildKitClient.ofEnvironment().build(scanner)
    let request = try request("FROM \(busybox)\nRUN echo \(text)\n") {
      $0.attestations = [try Attestation("generator=\(name)", of: .sbom)]
    }
    #expect(try await blob(holding: "\"mark\":\"\(text)\"", of: request) != nil)
  }

  @Test func theEpochIsTheTimeOfTheImage() async throws {
    let request = try request("FROM \(busybox)\nRUN echo \(text)\n") {
      $0.buildArguments["SOURCE_DATE_EPOCH"] = "1000000000"
    }
    #expect(try await blob(holding: "\"created\":\"2001-09-09T01:46:40Z\"", of: request) != nil)
  }

  @Test func aPolicyDeniesAnImageByItsName() async throws {
    var request = try BuildRequest(dockerfile: "FROM \(busybox)\nRUN echo \(text)\n")
    request.sourcePolicy = SourcePolicy([
      .init(.deny, .init("docker-image://docker.io/library/busybox*"))
    ])
    let error = try await failure(of: request)
    #expect(error.message.contains("denied by policy"), "\(error)")
    request.ref = unique() + unique()
    request.sourcePolicy = SourcePolicy([
      .init(.deny, .init("docker-image://docker.io/library/alpine*"))
    ])
    _ = try await BuildKitClient.ofEnvironment().build(request)
  }

  @Test func aPolicyMakesAnImageAnotherOne() async throws {
    var request = try BuildRequest(
      dockerfile: "FROM nowhere.example/absent:1\nRUN echo \(text) > /f\n")
    request.sourcePolicy = SourcePolicy([
      .init(
        .convert(identifier: "docker-image://docker.io/library/busybox:latest"),
        .init("docker-image://nowhere.example/absent:*"))
    ])
    #expect(try await request.builtFiles().text("f").trimmed == text)
  }

  @Test func aFrontendComesFromTheRegistry() async throws {
    var request = try BuildRequest(dockerfile: "FROM \(busybox)\nRUN echo \(text) > /f\n")
    request.frontend = "gateway.v0"
    request.frontendAttributes["source"] = "docker/dockerfile:1"
    #expect(try await request.builtFiles().text("f").trimmed == text)
  }

  @Test func aPrivilegeIsGranted() async throws {
    let dockerfile = """
      # syntax=docker/dockerfile:1
      FROM \(busybox)
      RUN --network=host echo \(text)
      """
    let refused = try await failure(of: BuildRequest(dockerfile: dockerfile))
    #expect(refused.code == .permissionDenied)
    #expect(refused.advice?.contains("--allow network.host") == true)
    var request = try BuildRequest(dockerfile: dockerfile)
    request.entitlements = ["\(Entitlement.networkHost)"]
    _ = try await BuildKitClient.ofEnvironment().build(request)
    request = try BuildRequest(dockerfile: dockerfile)
    request.entitlements = ["\(Entitlement.device())"]
    #expect(try await failure(of: request).message.contains("device"))
  }

  @Test func anUnsandboxedProcessIsGranted() async throws {
    let state = LLBState.image(busybox).insecure().run(
      shell: "grep CapEff /proc/self/status; echo \(text)"
    ).root
    var request = BuildRequest(definition: try state.definition())
    #expect(try await failure(of: request).advice?.contains("--allow security.insecure") == true)
    request.ref = unique() + unique()
    request.entitlements = ["security.insecure"]
    _ = try await BuildKitClient.ofEnvironment().build(request)
  }

  @Test func anAddressThatTheDaemonDoesNotTellIsNamed() async throws {
    let request = try request("FROM scratch\n") {
      $0.extraHosts = [try ExtraHost("host:host-gateway")]
    }
    #expect(try await failure(of: request).message.contains("host-gateway"))
  }
}

/// Serves a folder by HTTP as long as somebody holds it.
private final class FolderServer: Sendable {
  let url: String
  private let process: ChildProcess

  init(_ folder: ScratchFolder) async throws {
    let input = try OpenedFile(path: "/dev/null", flags: 0)
    let log = try OpenedFile(path: folder.path("server.log"))
    let port = Int.random(in: 20000..<30000)
    process = try ChildProcess(
      ["/usr/bin/python3", "-m", "http.server", "-b", "127.0.0.1", "-d", folder.path, "\(port)"],
      environment: ["PATH": "/usr/bin"],
      streams: .init(
        input: input.descriptor, output: log.descriptor, errors: log.descriptor))
    url = "http://127.0.0.1:\(port)"
    for _ in 0..<500 {
      if (try? HTTPAnswer(from: "127.0.0.1:\(port)", path: "/"))?.text.contains("200") == true {
        return
      }
      try await Task.sleep(for: .milliseconds(20))
    }
    throw Failure("no server at \(url)")
  }

  deinit { process.end() }
}
