import Connections

/// A server on another machine, reached by `ssh`: with what the user's own configuration of it says of
/// keys, hosts and jumps.
///
/// Source: BuildKit, `client/connhelper/ssh`; docker/cli, `cli/connhelper`.
public struct SSHAddress: Hashable, Sendable {
  /// Whom to be there; nil for what `ssh` is set up for.
  public var user: String?
  /// The machine, or its name in `ssh`'s configuration.
  public var host: String
  /// Where `sshd` listens; nil for what `ssh` is set up for.
  public var port: Int?
  /// The path of the server's socket there; nil for the usual one.
  public var socket: String?

  /// A machine by its name.
  public init(user: String? = nil, host: String, port: Int? = nil, socket: String? = nil) {
    self.user = user
    self.host = host
    self.port = port
    self.socket = socket
  }

  init(_ parts: AddressParts) throws(AddressProblem) {
    guard !parts.rest.contains("?"), !parts.rest.contains("#") else {
      throw AddressProblem("expected ssh://[USER@]HOST[:PORT][/SOCKET]")
    }
    let place = try parts.userHostAndPort()
    self.init(
      user: place.user, host: place.host, port: place.port,
      socket: parts.path.isEmpty ? nil : parts.path)
  }

  /// What to run for a `buildkitd` there.
  var program: HelperProgram {
    let address = socket.map { ["--addr", "unix://\($0)"] } ?? []
    return HelperProgram("ssh", destination + ["buildctl"] + Self.quoted(address) + ["dial-stdio"])
  }

  /// What to run for a Docker Engine there.
  var engineProgram: HelperProgram {
    let isUsual = socket?.allSatisfy { $0 == "/" } ?? true
    let address = isUsual ? [] : ["--host=unix://\(socket ?? "")"]
    return HelperProgram(
      "ssh", ["-T"] + destination + ["docker"] + Self.quoted(address) + ["system", "dial-stdio"])
  }

  /// What a user would run to be there, for messages.
  var loginCommand: String {
    let name = (user.map { "\($0)@" } ?? "") + host
    return (["ssh"] + (port.map { ["-p", "\($0)"] } ?? []) + [name]).joined(separator: " ")
  }

  private var destination: [String] {
    (user.map { ["-l", $0] } ?? []) + (port.map { ["-p", "\($0)"] } ?? []) + ["--", host]
  }

  /// The words as the shell reads them that `sshd` gives them to.
  private static func quoted(_ words: [String]) -> [String] {
    words.map { word in
      let isPlain = word.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"):
          true
        default: "-_./:=@".utf8.contains(byte)
        }
      }
      return isPlain
        ? word
        : "'"
          + word.split(separator: "'", omittingEmptySubsequences: false)
          .joined(separator: "'\\''") + "'"
    }
  }
}

extension SSHAddress: CustomStringConvertible {
  /// The address, in the form that ``Endpoint/init(_:)`` reads.
  public var description: String {
    let user = user.map { AddressParts.encoded($0) + "@" } ?? ""
    let name = host.contains(":") ? "[\(host)]" : AddressParts.encoded(host)
    let socket = socket.map { AddressParts.encoded($0) } ?? ""
    return "ssh://\(user)\(name)\(port.map { ":\($0)" } ?? "")\(socket)"
  }
}
