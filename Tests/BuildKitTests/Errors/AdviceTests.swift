import GRPCBridge
import Testing

@testable import BuildKit

/// The way out of failures by what daemons say.
@Suite struct AdviceTests {
  static let messages: [(message: String, code: BuildError.Code, advice: String)] = [
    ("secret z: not found", .notFound, "--secret id=z,src=FILE"),
    ("failed to solve: secret a.b-c: not found", .notFound, "--secret id=a.b-c,src="),
    (#"no SSH key "" forwarded from the client"#, .daemon, "--ssh default"),
    (#"no SSH key "work" forwarded from the client"#, .daemon, "--ssh work=FILE"),
    (
      #"failed to load cache key: no SSH key "default" forwarded from the client"#, .daemon,
      "--ssh default"
    ),
    (
      "docker exporter does not currently support exporting manifest lists", .unimplemented,
      "type=oci,dest=FILE"
    ),
    (
      "failed to read dockerfile: open nope: no such file or directory", .notFound,
      "name the Dockerfile by --file"
    ),
    (
      #"unknown cache exporter: "foo""#, .unimplemented,
      "registry, local, inline, gha, s3, azblob"
    ),
    (#"unknown cache exporter: "registry""#, .unimplemented, "an Engine's own store"),
    ("busybox: source denied by policy", .daemon, "a source that the source policy allows"),
    ("invalid frontend: wat", .daemon, "use dockerfile.v0"),
    (
      #"target stage "nope" could not be found"#, .daemon, "a stage that the Dockerfile has"
    ),
    (
      "failed to push reg.test/a:1: can't push tagged ref reg.test/a:1 by digest", .daemon,
      "leave the tag out"
    ),
    ("reg.test/secret images: not found", .notFound, "how the image's name and tag are spelled"),
  ]

  @Test(arguments: messages)
  func whatADaemonSaysTellsTheWayOut(
    message: String, code: BuildError.Code, advice: String
  ) {
    let error = BuildError(
      GRPCError(.unknown, message, method: "/a/b", address: "unix:///run/buildkitd.sock"))
    #expect(error.code == code)
    #expect(error.advice?.contains(advice) == true, "\(error)")
  }

  @Test(arguments: [
    (["cat: can't open '/run/secrets/z': No such file or directory"], "--secret id=NAME"),
    (["git@github.com: Permission denied (publickey).", "fatal: x"], "--ssh default"),
    (["No such file or directory"], "mend the command"),
  ])
  func whatAStepSaysTellsTheWayOut(output: [String], advice: String) {
    var error = BuildError(.stepFailed, "exit code: 1")
    error.step = .init(digest: "sha256:a", name: "RUN", logTail: output, exitCode: 1)
    #expect(error.advice?.contains(advice) == true, "\(error)")
  }

  static let steps: [(name: String, message: String, advice: String)] = [
    (
      "[stage-0 2/3] COPY --from=other /n /n",
      #"failed to calculate checksum of ref a::b: "/n": not found"#,
      "what --from names has the file"
    ),
    (
      "[2/3] COPY /n /n", #"failed to calculate checksum of ref a::b: "/n": not found"#,
      "put the file into the build context"
    ),
    (
      "[internal] load git source git://reg.test/a.git", "git error: exit status 128",
      "reaches the repository"
    ),
    (
      "[internal] load build definition from Dockerfile", #"no access allowed to dir "dockerfile""#,
      "--local NAME=FOLDER"
    ),
  ]

  @Test(arguments: steps)
  func theKindOfAStepTellsTheWayOut(name: String, message: String, advice: String) {
    var error = BuildError(.stepFailed, message)
    error.step = .init(digest: "sha256:a", name: name, logTail: [], exitCode: nil)
    #expect(error.advice?.contains(advice) == true, "\(error)")
  }

  /// Of a build of the history nobody knows who cancelled it; of one under way, that it wasn't we.
  @Test func onlyABuildUnderWayIsCancelledByOthers() {
    let live = BuildError(
      GRPCError(.cancelled, "context canceled", method: "/a/b", address: "unix:///a"))
    #expect(live.code == .cancelled)
    #expect(live.advice?.contains("somebody else") == true)
    let remembered = BuildError(BuildErrorDetails(code: 1, message: "context canceled"))
    #expect(remembered.code == .cancelled)
    #expect(remembered.advice == nil)
  }

  @Test func anAdviceThatIsGivenGoesFirst() {
    #expect("\(BuildError(.unimplemented, "x", advice: "it knows a, b"))" == "x; it knows a, b")
  }
}
