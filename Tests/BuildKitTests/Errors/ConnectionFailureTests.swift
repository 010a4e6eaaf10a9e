import Connections
import GRPCBridge
import Testing

@testable import BuildKit

/// What is said when a daemon can't be spoken to: what is wrong, and what to do at such an address.
@Suite struct ConnectionFailureTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var address: String
    var words = ""
    var code = GRPCCode.unavailable
    var cause: (any Error & Sendable)?
    var hadConnection: Bool?
    var expected = BuildError.Code.unavailable
    /// What the message says, and what the advice.
    var says: String
    var advises: String?

    var testDescription: String { "\(address): \(says)" }
  }

  private static func dialling(_ words: String) -> String {
    "failed to connect to all addresses; last error: UNKNOWN: ipv4:127.0.0.1:1: " + words
  }

  private static func ended(_ program: String, _ status: Int32, _ lines: String...)
    -> ConnectionError
  {
    .programEnded(.init(program: program, status: status, lastLines: lines))
  }

  /// The words of core's, of programs' and of kernels' are as they come.
  static let core = [
    Case(
      address: "unix:///run/x.sock", words: dialling("connect: No such file or directory (2)"),
      says: "no answer from BuildKit at unix:///run/x.sock: No such file",
      advises: "start buildkitd there"),
    Case(
      address: "unix:///run/x.sock", words: dialling("Failed to connect: Permission denied"),
      says: "Permission denied", advises: "be root, or a member of the group"),
    Case(
      address: "tcp://a:1", words: dialling("Failed to connect to remote host: Connection refused"),
      says: "at tcp://a:1: Connection refused", advises: "start buildkitd there"),
    Case(
      address: "tcp://a:1", words: dialling("Socket closed"),
      says: "closes the connection at once", advises: "if it speaks TLS, give --tlscacert"),
    Case(
      address: "unix:///a", words: dialling("Socket closed"),
      says: "closes the connection at once", advises: "see that buildkitd listens there"),
    Case(
      address: "tcp://a:1", words: dialling("Trying to connect an http1.x server"),
      says: "speaks HTTP/1", advises: "use docker://a:1"),
    Case(
      address: "unix:///d.sock", words: dialling("Trying to connect an http1.x server"),
      says: "speaks HTTP/1", advises: "use docker:///d.sock"),
    Case(
      address: "tcp://a:1",
      words: dialling("connection attempt timed out before receiving SETTINGS frame"),
      says: "no answer in the time given", advises: "--timeout"),
    Case(
      address: "tcp://no.test:1",
      words: "DNS resolution failed for no.test:1: C-ares status is not ARES_SUCCESS qtype=AAAA "
        + "name=no.test is_balancer=0: Domain name not found",
      says: "at tcp://no.test:1: the host no.test is not known: Domain name not found",
      advises: "how the host's name is spelled"),
    Case(
      address: "tcp://a:1", words: "Received http2 header with status: 404", code: .unimplemented,
      expected: .protocolViolation, says: "speaks HTTP, but not gRPC (it answers with status 404)",
      advises: "no proxy answers in its place"),
    Case(
      address: "tcp://a:1", words: "Received http2 header with status: 502",
      expected: .protocolViolation, says: "status 502", advises: "no proxy"),
    Case(
      address: "tcp://a:1", words: "Socket closed",
      says: "the connection to BuildKit at tcp://a:1 broke: it closed the connection",
      advises: "the daemon ended or was restarted"),
    Case(
      address: "podman-container://x", words: "Socket closed",
      cause: ended("podman", 137), says: "broke: podman ended with status 137",
      advises: "the daemon ended or was restarted"),
  ]

  static let programs = [
    Case(
      address: "podman-container://x",
      cause: ConnectionError.programNotStarted("podman", reason: "it is not on PATH"),
      says: "podman can't be run: it is not on PATH", advises: "install podman"),
    Case(
      address: "docker-container://x",
      cause: ended("docker", 1, "Cannot connect to the Docker daemon at unix:///x. Is it running?"),
      says: "docker ended with status 1", advises: "start the Docker Engine, or name the context"),
    Case(
      address: "docker-container://x",
      cause: ended("docker", 1, "Error response from daemon: No such container: x"),
      says: "No such container: x", advises: "\"docker ps\" shows the container x"),
    Case(
      address: "podman-container://x",
      cause: ended("podman", 127, "Error: crun: executable file `buildctl` not found in $PATH"),
      says: "buildctl", advises: "buildctl is missing in it"),
    Case(
      address: "kube-pod://x",
      cause: ended(
        "kubectl", 1, #"E1126 01:03:32.462226   11851 memcache.go:265] "Unhandled Error""#,
        "The connection to the server localhost:8080 was refused"),
      says: "kubectl ended with status 1: The connection to the server localhost:8080",
      advises: "kubectl cluster-info"),
    Case(
      address: "kube-pod://x?namespace=n", cause: ended("kubectl", 1, "pods \"x\" not found"),
      says: "not found", advises: "\"kubectl get pod x\""),
    Case(
      address: "ssh://no.test",
      cause: ended(
        "ssh", 255, "ssh: Could not resolve hostname no.test: Name or service not known"),
      says: "Could not resolve hostname", advises: "how the host's name is spelled"),
    Case(
      address: "ssh://a", cause: ended("ssh", 255, "me@a: Permission denied (publickey,password)."),
      says: "Permission denied", advises: "\"ssh a\" logs in without asking"),
    Case(
      address: "ssh://a", cause: ended("ssh", 127, "sh: 1: buildctl: not found"),
      says: "buildctl: not found", advises: "install buildctl there"),
    Case(
      address: "ssh://a", cause: ended("ssh", 255, "connect to host a port 22: Connection refused"),
      says: "Connection refused", advises: "\"ssh a buildctl debug workers\""),
    Case(
      address: "embedded",
      cause: EmbeddedError.noProgram("buildkitd", advice: "install BuildKit"),
      says: "at embedded: buildkitd is not on PATH; install BuildKit", advises: nil),
    Case(
      address: "embedded", cause: EmbeddedError.ended(lastLines: ["x"], log: "/l"),
      says: "buildkitd ended at once: x (all of it in /l)", advises: "see its log"),
  ]

  static let sockets = [
    Case(
      address: "docker:///x",
      cause: ConnectionError.unreachable(reason: "No such file or directory"),
      says: "No such file", advises: "start the Docker Engine there"),
    Case(
      address: "docker://a:1", cause: ConnectionError.noUpgrade(status: 404, message: ""),
      says: "HTTP 404", advises: "a Docker Engine of 18.09 or newer"),
    Case(
      address: "docker://a:1", cause: ConnectionError.notHTTP, says: "does not speak HTTP",
      advises: "if it speaks TLS"),
    Case(
      address: "docker://no.test:1",
      cause: ConnectionError.unknownHost("no.test", reason: "Name or service not known"),
      says: "the host no.test is not known", advises: "how the host's name is spelled"),
    Case(
      address: "tcp://a:1", cause: ConnectionError.timedOut, says: "in the time given",
      advises: "--timeout"),
  ]

  static let tls = [
    (TLSFailure.untrustedCertificate, "--tlscacert"), (.wrongServerName, "--tlsservername"),
    (.clientCertificateMissing, "--tlscert and --tlskey"),
    (.clientCertificateRefused, "--tlscert and --tlskey"),
    (.closedAfterHandshake, "the server's log"), (.notTLS, "leave the TLS flags out"),
    (.wrongProtocol, "docker://a:1"), (.unusableConfiguration(reason: "x"), "belong together"),
  ].map { failure, advice in
    Case(
      address: "tcp://a:1", cause: ConnectionError.tls(failure), expected: .tls,
      says: "no trusted connection to BuildKit at tcp://a:1: \(failure)", advises: advice)
  }

  @Test(arguments: core + programs + sockets + tls)
  func bothTheReasonAndTheWayOutAreTold(_ failure: Case) throws {
    let error = BuildError(
      GRPCError(
        status: GRPCStatus(code: failure.code, message: failure.words), method: "/a/b",
        address: failure.address, cause: failure.cause,
        hadConnection: failure.words.isEmpty ? false : failure.hadConnection))
    #expect(error.code == failure.expected)
    #expect(error.message.contains(failure.says), "\(error.message)")
    if let advises = failure.advises {
      #expect(error.advice?.contains(advises) == true, "\(error)")
    } else {
      #expect(error.advice == nil)
    }
    if !error.message.contains("broke") { #expect(!"\(error)".contains("restarted")) }
  }

  /// Where there was no call yet.
  @Test func aConnectionOutsideOfCallsIsToldAlike() throws {
    let error = BuildError(
      ConnectionError.unreachable(reason: "Connection refused"), at: try Endpoint("docker://a:1"))
    #expect(error.message == "no answer from BuildKit at docker://a:1: Connection refused")
    #expect(error.advice?.contains("start the Docker Engine") == true)
  }
}
