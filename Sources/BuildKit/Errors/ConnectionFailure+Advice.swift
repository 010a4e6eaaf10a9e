import Connections

extension ConnectionFailure {
  /// What can be done about it; nil where the message says it.
  ///
  /// - Parameter endpoint: where the daemon was looked for, if that is known.
  func advice(at endpoint: Endpoint?) -> String? {
    switch self {
    case .notMade(.tls(let failure)): Self.advice(failure, endpoint)
    case .notMade(.unreachable(let reason)): Self.advice(absence: reason, endpoint)
    case .notMade(.unknownHost):
      "see how the host's name is spelled, and that this machine can look it up"
    case .notMade(.timedOut):
      "see to the address, and that no firewall is in between; or give it more time (--timeout)"
    case .notMade(.invalidPath): nil
    case .notMade(.noUpgrade):
      "see that a Docker Engine of 18.09 or newer is there; a buildkitd has the address "
        + "tcp://HOST:PORT or unix://PATH"
    case .notMade(.notHTTP):
      "see that a Docker Engine is there; if it speaks TLS, give \(Self.tlsFlags); a buildkitd has the "
        + "address tcp://HOST:PORT or unix://PATH"
    case .notMade(.programNotStarted(let program, _)):
      "install \(program), or use the address of another builder (--addr)"
    case .notMade(.programEnded(let end)): Self.advice(end, endpoint)
    case .closedAtOnce: Self.adviceAfterClosing(endpoint)
    case .notHTTP2:
      if let engine = Self.engineAddress(endpoint) {
        "if a Docker Engine is there, use \(engine); else see where buildkitd listens"
      } else {
        "see where buildkitd listens"
      }
    case .notGRPC: "see where buildkitd listens, and that no proxy answers in its place"
    case .noEmbedded(.noProgram), .noEmbedded(.unusableFolder): nil
    case .noEmbedded(.ended), .noEmbedded(.silent):
      "see its log, or use the address of another builder (--addr)"
    case .noEmbedded(.locked): "wait for it, or end it"
    case .broken(Self.silence):
      "see that its machine runs and can still be reached from here, then build again"
    case .broken: "the daemon ended or was restarted: see its log, then build again"
    }
  }

  static let tlsFlags = "--tlscacert with --tlscert and --tlskey, or --tlsdir"

  /// Nobody is there.
  private static func advice(absence reason: String, _ endpoint: Endpoint?) -> String {
    if reason.hasSuffix("Permission denied") {
      return "be root, or a member of the group that the socket belongs to"
    }
    return switch endpoint {
    case .docker: "start the Docker Engine there, or use the address of another"
    default: "start buildkitd there, or use the address of another"
    }
  }

  /// Somebody is there, but hangs up: most often because TLS is spoken there.
  private static func adviceAfterClosing(_ endpoint: Endpoint?) -> String {
    switch endpoint {
    case .tcp, nil:
      "if it speaks TLS, give \(tlsFlags); else see that buildkitd listens there"
    case .docker: "see the log of the Docker Engine"
    default: "see that buildkitd listens there"
    }
  }

  /// The address of a Docker Engine at a socket or a port.
  private static func engineAddress(_ endpoint: Endpoint?) -> DockerAddress? {
    switch endpoint {
    case .unix(let path): .unix(path: path)
    case .tcp(let host, let port): .tcp(host: host, port: port)
    default: nil
    }
  }

  private static func advice(_ failure: TLSFailure, _ endpoint: Endpoint?) -> String? {
    switch failure {
    case .untrustedCertificate:
      "name the authority that signed it by --tlscacert, or the folder with it by --tlsdir"
    case .wrongServerName: "give the name that stands in the certificate by --tlsservername"
    case .clientCertificateMissing: "show one by --tlscert and --tlskey, or by --tlsdir"
    case .clientCertificateRefused:
      "show one that the server's authority signed, by --tlscert and --tlskey or by --tlsdir"
    case .closedAfterHandshake:
      "see the server's log: it doesn't like the certificate shown by --tlscert, or, if it is a "
        + "proxy, can't reach buildkitd"
    case .notTLS: "leave the TLS flags out, or use the port where TLS is spoken"
    case .wrongProtocol:
      if let engine = engineAddress(endpoint) {
        "if a Docker Engine is there, use \(engine); else see where buildkitd listens"
      } else {
        "see where buildkitd listens"
      }
    case .unusableConfiguration: "see that --tlscert and --tlskey belong together"
    case .failed: nil
    }
  }
}

extension ConnectionFailure {
  /// The program that was to connect has ended.
  private static func advice(
    _ end: ConnectionError.ProgramEnd, _ endpoint: Endpoint?
  ) -> String? {
    let words = end.lastLines.joined(separator: "\n")
    func says(_ texts: String...) -> Bool { texts.contains { words.contains($0) } }
    let lacksProgram = end.status == 127 || says("executable file not found", "command not found")
    switch endpoint {
    case .container(let address):
      let program = address.runtime
      if says("Cannot connect to the Docker daemon") {
        return "start the Docker Engine, or name the context of another (?context=NAME)"
      }
      if lacksProgram { return "use a container of BuildKit's image: buildctl is missing in it" }
      return "see that \"\(program) ps\" shows the container \(address.container), and that "
        + "buildkitd runs in it"
    case .kubePod(let address):
      if says("connection to the server", "Unable to connect to the server") {
        return "see that \"kubectl cluster-info\" works, or name another context (?context=NAME)"
      }
      if lacksProgram { return "use a pod of BuildKit's image: buildctl is missing in it" }
      return "see that \"kubectl get pod \(address.pod)\" shows it running; ?context=, &namespace= "
        + "and &container= choose among several"
    case .ssh(let address):
      if says("Could not resolve hostname") {
        return "see how the host's name is spelled, and that this machine can look it up"
      }
      if says("Permission denied", "Host key verification failed") {
        return "see that \"\(address.loginCommand)\" logs in without asking anything"
      }
      if lacksProgram { return "install buildctl there, on the PATH that ssh's commands have" }
      return "see that \"\(address.loginCommand) buildctl debug workers\" works"
    case .docker: return "see that \"docker info\" works there"
    default: return nil
    }
  }
}
