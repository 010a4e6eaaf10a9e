import BuildKit
import FileTree
import Glibc
import Testing

/// Agents, keys and sockets that the steps of a build reach by `RUN --mount=type=ssh`.
@Suite(.takingTurns) struct SSHTests {
  /// Speaks with an agent: lists its keys, has something signed, tries to remove all keys.
  private static let agentClient = """
    import base64, os, socket, struct
    agent = socket.socket(socket.AF_UNIX)
    agent.connect(os.environ["SSH_AUTH_SOCK"])
    def ask(body):
        agent.sendall(struct.pack(">I", len(body)) + body)
        answer = b""
        while len(answer) < 4 or len(answer) < 4 + struct.unpack(">I", answer[:4])[0]:
            piece = agent.recv(65536)
            if not piece: raise SystemExit("the agent broke off")
            answer += piece
        return answer[4:]
    def text(data):
        length = struct.unpack(">I", data[:4])[0]
        return data[4:4 + length], data[4 + length:]
    answer = ask(b"\\x0b")
    count, rest = struct.unpack(">I", answer[1:5])[0], answer[5:]
    with open("/keys", "w") as keys:
        for _ in range(count):
            blob, rest = text(rest)
            comment, rest = text(rest)
            keys.write(text(blob)[0].decode() + " " + base64.b64encode(blob).decode() + "\\n")
            data = os.urandom(32)
            sign = b"".join(struct.pack(">I", len(x)) + x for x in (blob, data))
            signed = ask(b"\\x0d" + sign + struct.pack(">I", 0))
            assert signed[0] == 14 and text(text(signed[1:])[0])[0], signed
    assert ask(b"\\x13") == b"\\x05", "all keys were removed"
    """

  private func request(
    _ ssh: [SSHSpecification], mounts: [String] = ["type=ssh"], script: String = agentClient
  ) throws -> BuildRequest {
    let mounts = mounts.map { "--mount=\($0)" }.joined(separator: " ")
    var request = try BuildRequest(
      dockerfile: """
        FROM python:3.11-slim AS made
        RUN --mount=type=bind,target=/context \(mounts) python3 /context/script.py # \(unique())
        FROM scratch
        COPY --from=made /keys /
        """, context: FileTree(files: ["script.py": script]))
    request.ssh = ssh
    return request
  }

  private func keys(_ request: BuildRequest) async throws -> [String] {
    try await request.builtFiles().text("keys").split(separator: "\n").map(String.init)
  }

  @Test func anAgentListsItsKeysAndSigns() async throws {
    let agent = try await TestAgent(["ed25519", "rsa", "ecdsa"])
    let before = try await agent.keys()
    #expect(before.count == 3)
    let found = try await keys(request([SSHSpecification(paths: [agent.socket])]))
    #expect(found == before)
    #expect(try await agent.keys() == before)
  }

  @Test func theAgentOfTheEnvironmentIsTheDefault() async throws {
    await #expect(processExitsWith: .success) {
      let agent = try await TestAgent()
      setenv("SSH_AUTH_SOCK", agent.socket, 1)
      let tests = SSHTests()
      let found = try await tests.keys(tests.request([SSHSpecification("default")]))
      #expect(try await found == agent.keys())
    }
  }

  @Test func eachIdIsAnAgentOfItsOwn() async throws {
    let (one, other) = (try await TestAgent(), try await TestAgent())
    let ssh = [
      SSHSpecification(paths: [one.socket]), SSHSpecification(id: "other", paths: [other.socket]),
    ]
    #expect(try await keys(request(ssh)) == one.keys())
    #expect(try await keys(request(ssh, mounts: ["type=ssh,id=other"])) == other.keys())
  }

  @Test func filesOfKeysAreAnAgent() async throws {
    let folder = try ScratchFolder()
    try await folder.makeKey("one")
    try await folder.makeKey("two", type: "rsa")
    // BuildKit's own clients take keys that everybody may read, too.
    chmod(folder.path("two"), 0o644)
    let ssh = [SSHSpecification(id: "git", paths: ["one", "two"].map(folder.path))]
    let found = try await keys(request(ssh, mounts: ["type=ssh,id=git"]))
    let expected = try folder.publicKeys(in: "one.pub") + folder.publicKeys(in: "two.pub")
    #expect(found == expected)
    try await Processes.wait(for: "bentokit-ssh.", toExist: false, atMost: .seconds(5))
  }

  @Test func manyConnectionsAtOnceAreServed() async throws {
    let agent = try await TestAgent()
    let script = """
      import os, socket, struct, threading
      answers = []
      def ask():
          agent = socket.socket(socket.AF_UNIX)
          agent.connect(os.environ["SSH_AUTH_SOCK"])
          for _ in range(20):
              agent.sendall(b"\\0\\0\\0\\x01\\x0b")
              head = agent.recv(4, socket.MSG_WAITALL)
              answers.append(agent.recv(struct.unpack(">I", head)[0], socket.MSG_WAITALL)[0])
      threads = [threading.Thread(target=ask) for _ in range(30)]
      for thread in threads: thread.start()
      for thread in threads: thread.join()
      open("/keys", "w").write(f"{answers.count(12)}")
      """
    let ssh = [SSHSpecification(paths: [agent.socket])]
    let request = try request(ssh, script: script)
    #expect(try await request.builtFiles().text("keys") == "600")
  }

  @Test(arguments: ["default", "default=SOCKET"])
  func theCommandForwardsAnAgent(_ flag: String) async throws {
    let agent = try await TestAgent()
    let folder = try ScratchFolder(below: "/dev/shm")
    try folder.write(Self.agentClient, to: "context/script.py")
    try folder.write(
      """
      FROM python:3.11-slim AS made
      RUN --mount=type=bind,target=/context --mount=type=ssh python3 /context/script.py # \(unique())
      FROM scratch
      COPY --from=made /keys /
      """, to: "context/Dockerfile")
    let outcome = try await Command(
      ["build", folder.path("context"), "--output", "type=tar,dest=\(folder.path("o.tar"))"]
        + ["--ssh", flag.replacing("SOCKET", with: agent.socket)],
      environment: ["SSH_AUTH_SOCK": flag == "default" ? agent.socket : nil]
    ).run()
    expectSuccess(outcome)
    let keys = try Tar(folder.path("o.tar")).text("keys").split(separator: "\n").map(String.init)
    #expect(try await keys == agent.keys())
  }

  // MARK: Raw sockets

  /// More than fits into any buffer on the way, both ways at once, and a half-closed end.
  @Test func aRawSocketForwardsAnyBytes() async throws {
    let folder = try ScratchFolder()
    let server = try ReversingServer(path: folder.path("socket"))
    let script = """
      import hashlib, os, socket, threading
      peer = socket.socket(socket.AF_UNIX)
      peer.connect(os.environ["SSH_AUTH_SOCK"])
      sent, data = hashlib.sha256(), os.urandom(1 << 20)
      def send():
          for _ in range(24):
              peer.sendall(data)
              sent.update(data)
          peer.shutdown(socket.SHUT_WR)
      thread = threading.Thread(target=send)
      thread.start()
      got, count = hashlib.sha256(), 0
      while piece := peer.recv(65536):
          piece = bytes(255 - byte for byte in piece)
          got.update(piece)
          count += len(piece)
      thread.join()
      assert got.digest() == sent.digest(), "other bytes came back"
      open("/keys", "w").write(f"{count}")
      """
    let ssh = try [SSHSpecification("default=\(server.path),raw=true")]
    let request = try request(ssh, script: script)
    #expect(try await request.builtFiles().text("keys") == "\(24 << 20)")
    #expect(server.received == 24 << 20)
  }

  // MARK: What is missing or wrong

  @Test func anIdThatIsNotForwardedFailsTheStep() async throws {
    let agent = try await TestAgent()
    let ssh = [SSHSpecification(paths: [agent.socket])]
    let error = try await failure(of: request(ssh, mounts: ["type=ssh,id=absent,required=true"]))
    #expect(error.message.contains("ssh absent"), "\(error)")
  }

  @Test func withoutAnyARequiredMountFails() async throws {
    let error = try await failure(of: request([], mounts: ["type=ssh,required=true"]))
    #expect(error.message.contains("no SSH key"), "\(error)")
  }

  @Test func anOptionalMountMayBeMissing() async throws {
    let script = """
      import os
      assert not os.path.exists(os.environ.get("SSH_AUTH_SOCK", ""))
      open("/keys", "w").write("none")
      """
    #expect(try await request([], script: script).builtFiles().text("keys") == "none")
  }

  @Test func anAgentThatIsGoneIsNamed() async throws {
    let folder = try ScratchFolder()
    let path = folder.path("socket")
    // The file of a socket outlives its server.
    do { _ = try ReversingServer(path: path, staysOnDisk: true) }
    let error = try await failure(of: request([SSHSpecification(paths: [path])]))
    #expect(error.code == .local)
    #expect(error.message.contains("connecting to \(path): Connection refused"), "\(error)")
  }

  /// What can be seen beforehand fails before the daemon hears of anything.
  @Test func whatCantBeForwardedIsRefusedAtOnce() async throws {
    let folder = try ScratchFolder()
    let server = try ReversingServer(path: folder.path("socket"))
    try await folder.makeKey("key")
    try await folder.makeKey("locked", passphrase: "secret")
    try folder.write("hello", to: "text")
    let nowhere = try BuildKitClient(endpoint: .unix(path: folder.path("nowhere")))
    let facts: [([SSHSpecification], String)] = [
      ([SSHSpecification(paths: [folder.path("absent")])], "absent: No such file"),
      ([SSHSpecification(paths: [folder.path("text")])], "no private key"),
      ([SSHSpecification(paths: [folder.path("key.pub")])], "no private key"),
      ([SSHSpecification(paths: [folder.path("locked")])], "has a passphrase"),
      ([SSHSpecification(paths: [server.path, folder.path("key")])], "one socket is given alone"),
      ([SSHSpecification(paths: [folder.path("key")], isRaw: true)], "is no socket"),
      ([SSHSpecification(paths: [server.path]), SSHSpecification(paths: [server.path])], "twice"),
    ]
    for (ssh, reason) in facts {
      let error = try await failure(of: request(ssh), on: nowhere)
      #expect(error.code == .local)
      #expect(error.cause is SSHFailure)
      #expect(error.message.contains(reason), "\(error)")
    }
  }
}
