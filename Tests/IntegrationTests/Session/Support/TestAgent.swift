import Glibc

/// An `ssh-agent` of a test's own.
final class TestAgent: Sendable {
  let folder: ScratchFolder
  private let process: ChildProcess

  /// Where it listens.
  var socket: String { folder.path("agent") }

  /// Starts one that holds keys of these types.
  init(_ types: [String] = ["ed25519"]) async throws {
    folder = try ScratchFolder()
    let null = try OpenedFile(path: "/dev/null", flags: O_RDWR)
    process = try ChildProcess(
      ["/usr/bin/ssh-agent", "-D", "-a", folder.path("agent")],
      environment: ["PATH": "/usr/bin:/bin", "HOME": folder.path],
      streams: .init(
        input: null.descriptor, output: null.descriptor, errors: null.descriptor))
    for type in types {
      try await folder.makeKey(type, type: type)
      try await runShell(
        """
        for attempt in $(seq 200); do test -S \(socket) && break; sleep 0.05; done
        SSH_AUTH_SOCK=\(socket) ssh-add -q \(folder.path(type))
        """)
    }
  }

  deinit {
    process.end()
  }

  /// The public keys that it holds, as in their files, without comments.
  func keys() async throws -> [String] {
    try await runShell(
      "SSH_AUTH_SOCK=\(socket) ssh-add -L > \(folder.path("list")) || test $? = 1")
    return try folder.publicKeys(in: "list")
  }
}

extension ScratchFolder {
  /// Makes a pair of keys: a file, and one with `.pub` behind its name.
  func makeKey(_ name: String, type: String = "ed25519", passphrase: String = "") async throws {
    try await runShell(
      "ssh-keygen -q -t \(type) -N '\(passphrase)' -f \(path(name)) < /dev/null")
  }

  /// The public keys in a file, without comments.
  func publicKeys(in name: String) throws -> [String] {
    String(decoding: try contents(of: path(name)), as: UTF8.self).split(separator: "\n")
      .filter { $0.hasPrefix("ssh-") || $0.hasPrefix("ecdsa-") }
      .map { $0.split(separator: " ").prefix(2).joined(separator: " ") }
  }
}
