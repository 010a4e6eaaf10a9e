import ArgumentParser
import Bento
import BentoContainer
import BuildKit
import Connections

/// How to reach the builder; the TLS flags have buildctl's names.
struct BuilderOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Where buildkitd is: unix://PATH, tcp://HOST:PORT, docker://[CONTEXT], ssh://HOST, ...",
      discussion: """
        Also docker-container://NAME[?context=C], podman-container://NAME, \
        nerdctl-container://NAME[?namespace=N], kube-pod://NAME[?context=C&namespace=N&container=C], \
        docker:///SOCKET and docker://HOST:PORT (the BuildKit of a Docker Engine), and embedded (a \
        buildkitd from PATH, started for as long as it is needed, its state kept).
        Else BUILDKIT_HOST, else the usual sockets of the system and of rootless daemons, else the \
        Engine of Docker's active context, else embedded.
        """))
  var addr: String?

  @Option(help: "The name that the server's certificate has to carry; else the host.")
  var tlsservername: String?

  @Option(help: "A PEM file of certificate authorities to trust.")
  var tlscacert: String?

  @Option(help: "A PEM file with the client's certificate.")
  var tlscert: String?

  @Option(help: "A PEM file with the key of the client's certificate.")
  var tlskey: String?

  @Option(
    help: """
      A folder of ca.pem, cert.pem and key.pem, or of ca.crt, tls.crt and tls.key, instead of the three \
      flags.
      """)
  var tlsdir: String?

  @Option(
    help: ArgumentHelp(
      "How long connecting may take, in seconds; 10 unless given.", valueName: "seconds"))
  var timeout: Int?

  @Flag(help: "Wait until the builder answers, however long that takes.")
  var wait = false

  mutating func validate() throws {
    if tlsdir != nil, tlscacert != nil || tlscert != nil || tlskey != nil {
      throw ValidationError(
        "--tlsdir stands for --tlscacert, --tlscert and --tlskey; leave those out")
    }
    if (tlscert == nil) != (tlskey == nil) {
      throw ValidationError("--tlscert and --tlskey go together")
    }
    if let timeout, !(1...86_400).contains(timeout) {
      throw ValidationError("--timeout takes 1 to 86400 seconds")
    }
  }

  /// Whether any flag asks for a certain builder.
  var isGiven: Bool {
    wait || timeout != nil
      || [addr, tlsservername, tlscacert, tlscert, tlskey, tlsdir].contains { $0 != nil }
  }

  /// The endpoint that was asked for or is found; nil if there is none, which is told when it is needed.
  var likelyEndpoint: Endpoint? { try? BuilderAddress.resolve(addr) }

  /// How long connecting may take.
  var connectTimeout: Duration { .seconds(timeout ?? 10) }

  /// The endpoint that was asked for or found.
  func endpoint() throws -> Endpoint {
    let endpoint = try BuilderAddress.resolve(addr)
    if let start = note(of: endpoint) { StandardStream.say(start) }
    return endpoint
  }

  /// What is said of a builder that was found; nil where that is what anybody would expect.
  func note(of endpoint: Endpoint?) -> String? {
    endpoint == .embedded && addr == nil && (processEnvironment("BUILDKIT_HOST") ?? "").isEmpty
      ? "no builder answers; a buildkitd of our own is started" : nil
  }

  /// The TLS configuration, if any flag asks for TLS.
  func tls() throws -> TLSConfiguration? {
    if let tlsdir {
      return try .reading(folder: tlsdir, serverName: tlsservername)
    }
    guard tlscacert != nil || tlscert != nil || tlsservername != nil else { return nil }
    return try .reading(
      certificateAuthority: tlscacert, certificate: tlscert, key: tlskey, serverName: tlsservername)
  }
}
