import BuildKit
import Connections
import FileTree
import Glibc
import Testing

/// A Docker Engine behind TLS that wants certificates and knows no ALPN, as Engines don't.
@Suite(.takingTurns) struct DockerTLSTests {
  /// A front of TLS before the Engine of the tests.
  private final class Front: Sendable {
    let folder: ScratchFolder
    let port: Int
    private let process: ChildProcess

    private static let script = """
      import socket, ssl, sys, threading
      folder, engine = sys.argv[1:]
      context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
      context.load_cert_chain(folder + "/server.pem", folder + "/server.key")
      context.load_verify_locations(folder + "/ca.pem")
      context.verify_mode = ssl.CERT_REQUIRED
      listener = socket.create_server(("127.0.0.1", 0))
      open(folder + "/port", "w").write(str(listener.getsockname()[1]) + "\\n")
      def copy(source, target):
          try:
              while data := source.recv(65536): target.sendall(data)
          except OSError: pass
          for end in (source, target):
              try: end.shutdown(socket.SHUT_RDWR)
              except OSError: pass
      def serve(plain):
          try: client = context.wrap_socket(plain, server_side=True)
          except OSError: return
          server = socket.socket(socket.AF_UNIX); server.connect(engine)
          threading.Thread(target=copy, args=(server, client), daemon=True).start()
          copy(client, server)
      while True: threading.Thread(target=serve, args=(listener.accept()[0],), daemon=True).start()
      """

    init() async throws {
      folder = try ScratchFolder()
      let authority = try variable("BENTOKIT_TEST_TLS_CA")
      let certificates = authority.split(separator: "/").dropLast().map { "/\($0)" }.joined()
      for (name, path) in [
        ("ca.pem", authority), ("cert.pem", try variable("BENTOKIT_TEST_TLS_CERT")),
        ("key.pem", try variable("BENTOKIT_TEST_TLS_KEY")),
        ("server.pem", certificates + "/server.pem"), ("server.key", certificates + "/server.key"),
      ] { try #require(symlink(path, folder.path(name)) == 0) }
      let null = try OpenedFile(path: "/dev/null", flags: O_RDWR)
      let engine = String(try variable("BENTOKIT_TEST_DOCKER_HOST").dropFirst("unix://".count))
      process = try ChildProcess(
        ["/usr/bin/python3", "-c", Self.script, folder.path, engine],
        environment: ["PATH": "/usr/bin:/bin"],
        streams: .init(input: null.descriptor, output: null.descriptor, errors: STDERR_FILENO))
      let end = ContinuousClock.now + .seconds(30)
      var text = ""
      while !text.hasSuffix("\n"), ContinuousClock.now < end {
        text =
          (try? contents(of: folder.path("port"))).map { String(decoding: $0, as: UTF8.self) } ?? ""
        try await Task.sleep(for: .milliseconds(10))
      }
      port = try #require(Int(text.dropLast()))
    }

    deinit {
      process.signal(SIGKILL)
      waitpid(process.identifier, nil, 0)
    }

    /// A folder of Docker's with a context that leads here.
    func context(_ fields: String = "", certificates: Bool) throws -> ScratchFolder {
      let docker = try ScratchFolder()
      // The SHA-256 of test-engine.
      let digest = "f3d95bb7396a6919739c96947848496a1dd3473dc6e0061e51a7092bbd26a3d3"
      try docker.write(
        #"{"Name":"test-engine","Endpoints":{"docker":{"Host":"tcp://localhost:\#(port)"\#(fields)}}}"#,
        to: "contexts/meta/\(digest)/meta.json")
      for name in certificates ? ["ca.pem", "cert.pem", "key.pem"] : ["cert.pem", "key.pem"] {
        let text = String(decoding: try contents(of: folder.path(name)), as: UTF8.self)
        try docker.write(text, to: "contexts/tls/\(digest)/docker/\(name)")
      }
      return docker
    }
  }

  private func workers(
    _ arguments: [String], _ environment: [String: String?] = [:]
  ) async throws -> Command.Outcome {
    var environment = environment
    environment["BUILDKIT_HOST"] = .some(nil)
    return try await Command(["workers"] + arguments, environment: environment).run()
  }

  @Test func flagsAndVariablesAndContextsLeadThroughTLS() async throws {
    let front = try await Front()
    let address = "docker://127.0.0.1:\(front.port)"
    expectSuccess(try await workers(["--addr", address, "--tlsdir", front.folder.path]))
    expectSuccess(
      try await workers(
        ["--addr", "docker://"],
        [
          "DOCKER_HOST": "tcp://127.0.0.1:\(front.port)", "DOCKER_TLS_VERIFY": "1",
          "DOCKER_CERT_PATH": front.folder.path,
        ]))
    let docker = try front.context(certificates: true)
    expectSuccess(
      try await workers(["--addr", "docker://test-engine"], ["DOCKER_CONFIG": docker.path]))
  }

  @Test func theNameOfTheServerIsChecked() async throws {
    let front = try await Front()
    let outcome = try await workers([
      "--addr", "docker://127.0.0.1:\(front.port)", "--tlsdir", front.folder.path,
      "--tlsservername", "elsewhere.test",
    ])
    expectFailure(outcome, saying: ["the server's certificate is for another name"])
  }

  @Test func onlyAContextThatSaysSoLeavesTheServerUnchecked() async throws {
    let front = try await Front()
    let strict = try front.context(certificates: false)
    let refused = try await workers(
      ["--addr", "docker://test-engine"], ["DOCKER_CONFIG": strict.path])
    expectFailure(refused, saying: ["the server's certificate is not trusted"])
    let loose = try front.context(#","SkipTLSVerify":true"#, certificates: false)
    expectSuccess(
      try await workers(["--addr", "docker://test-engine"], ["DOCKER_CONFIG": loose.path]))
  }

  @Test func aMissingClientCertificateIsTold() async throws {
    let front = try await Front()
    let outcome = try await workers([
      "--addr", "docker://127.0.0.1:\(front.port)", "--tlscacert", front.folder.path("ca.pem"),
    ])
    expectFailure(outcome, saying: ["the server seems to demand a client certificate"])
  }

  @Test func aBuildGoesThroughTLSToTheEngine() async throws {
    let front = try await Front()
    let tls = try TLSConfiguration.reading(folder: front.folder.path)
    let client = try BuildKitClient(
      endpoint: .docker(.tcp(host: "127.0.0.1", port: front.port)), tls: tls)
    let text = unique()
    let request = try BuildRequest(
      dockerfile: "FROM scratch\nCOPY file /\n", context: FileTree(files: ["file": text]))
    #expect(try await request.builtFiles(on: client).text("file") == text)
    #expect(try await client.engine()?.version.isEmpty == false)
  }

  /// The names that buildctl takes in a folder of certificates.
  @Test(arguments: [
    ["ca.pem", "cert.pem", "key.pem"], ["ca.crt", "tls.crt", "tls.key"],
  ])
  func aFolderOfCertificatesHasEitherNames(names: [String]) async throws {
    let folder = try ScratchFolder()
    for (name, source) in zip(names, ["CA", "CERT", "KEY"]) {
      try #require(symlink(try variable("BENTOKIT_TEST_TLS_" + source), folder.path(name)) == 0)
    }
    for server in MutualTLSTests.servers {
      expectSuccess(
        try await workers(["--addr", try variable(server), "--tlsdir", folder.path]))
    }
  }
}
