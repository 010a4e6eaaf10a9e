/// An agent, keys or a socket for `RUN --mount=type=ssh`, as users write it:
/// `default|ID[=SOCKET|KEY[,KEY…]][,raw=true]`.
public struct SSHSpecification: Hashable, Sendable {
  /// The id of a mount that names none.
  public static let defaultID = "default"

  /// The id that the instruction names.
  public var id: String
  /// The socket of an agent, or the files of private keys; without any, the agent of `SSH_AUTH_SOCK`.
  public var paths: [String]
  /// Whether the one path is a socket whose bytes are forwarded as they are, whatever they mean. Of
  /// an agent's, only listing keys and signing are let through.
  public var isRaw: Bool

  /// A forwarding by its parts.
  public init(id: String = defaultID, paths: [String] = [], isRaw: Bool = false) {
    self.id = id
    self.paths = paths
    self.isRaw = isRaw
  }

  /// Reads what users write.
  ///
  /// - Throws: ``InvalidSpecification``.
  public init(_ text: String) throws(InvalidSpecification) {
    guard !text.isEmpty else {
      throw InvalidSpecification("ssh", text, "write default, or ID[=SOCKET|KEY,...]")
    }
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    id = parts.first.map(String.init) ?? ""
    if id.isEmpty { id = Self.defaultID }
    paths = []
    isRaw = false
    guard parts.count > 1 else { return }
    for field in parts[1].split(separator: ",", omittingEmptySubsequences: false) {
      if field.hasPrefix("raw=") {
        guard let isRaw = Boolean.value(String(field.dropFirst("raw=".count))) else {
          throw InvalidSpecification("ssh", text, "raw is true or false, not \"\(field)\"")
        }
        self.isRaw = isRaw
      } else {
        paths.append(String(field))
      }
    }
    if isRaw, paths.count != 1 {
      throw InvalidSpecification("ssh", text, "raw forwards the bytes of one socket; name it")
    }
    if paths == [""] { paths = [] }
    if paths.contains("") {
      throw InvalidSpecification("ssh", text, "a path is empty; write ID=KEY,KEY")
    }
  }
}

extension SSHSpecification: CustomStringConvertible {
  /// As users write it.
  public var description: String {
    let fields = paths + (isRaw ? ["raw=true"] : [])
    return fields.isEmpty ? id : "\(id)=\(fields.joined(separator: ","))"
  }
}
