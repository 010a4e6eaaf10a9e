import ArgumentParser
import BentoContainer
import BuildKit
import Connections

/// How to reach the builder; the TLS flags have buildctl's names.
struct BuilderOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Where buildkitd listens: unix://PATH or tcp://HOST:PORT.",
      discussion:
        "Else BUILDKIT_HOST, else the usual sockets of the system and of rootless daemons."))
  var addr: String?

  @Option(help: "The name that the server's certificate has to carry; else the host.")
  var tlsservername: String?

  @Option(help: "A PEM file of certificate authorities to trust.")
  var tlscacert: String?

  @Option(help: "A PEM file with the client's certificate.")
  var tlscert: String?

  @Option(help: "A PEM file with the key of the client's certificate.")
  var tlskey: String?

  @Option(help: "A folder of ca.pem, cert.pem and key.pem, instead of the three flags.")
  var tlsdir: String?

  mutating func validate() throws {
    if tlsdir != nil, tlscacert != nil || tlscert != nil || tlskey != nil {
      throw ValidationError(
        "--tlsdir stands for --tlscacert, --tlscert and --tlskey; leave those out")
    }
    if (tlscert == nil) != (tlskey == nil) {
      throw ValidationError("--tlscert and --tlskey go together")
    }
  }

  /// Whether any flag asks for a certain builder.
  var isGiven: Bool {
    [addr, tlsservername, tlscacert, tlscert, tlskey, tlsdir].contains { $0 != nil }
  }

  /// The endpoint that was asked for or found.
  func endpoint() throws -> Endpoint { try BuilderAddress.resolve(addr) }

  /// The TLS configuration, if any flag asks for TLS.
  func tls() throws -> TLSConfiguration? {
    if let tlsdir {
      return try .reading(
        certificateAuthority: tlsdir + "/ca.pem", certificate: tlsdir + "/cert.pem",
        key: tlsdir + "/key.pem", serverName: tlsservername)
    }
    guard tlscacert != nil || tlscert != nil || tlsservername != nil else { return nil }
    return try .reading(
      certificateAuthority: tlscacert, certificate: tlscert, key: tlskey, serverName: tlsservername)
  }
}
