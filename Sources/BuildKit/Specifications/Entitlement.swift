/// A privilege that a build may be granted, and that the daemon must allow as well.
public enum Entitlement: Hashable, Sendable {
  /// `RUN --network=host`, and everything else that uses the daemon's own network.
  case networkHost
  /// `RUN --security=insecure`: processes without a sandbox.
  case securityInsecure
  /// Devices of the daemon's machine: all, or one by its name in CDI, perhaps by another name in the
  /// build.
  case device(name: String? = nil, alias: String? = nil)

  /// Reads what `--allow` takes: `network.host`, `security.insecure`, `device`, `device=NAME`,
  /// `device=NAME,alias=NAME`.
  ///
  /// - Throws: ``InvalidSpecification``.
  public init(_ text: String) throws(InvalidSpecification) {
    func invalid(_ reason: String) -> InvalidSpecification {
      InvalidSpecification("allow", text, reason)
    }
    switch text {
    case "network.host": self = .networkHost
    case "security.insecure": self = .securityInsecure
    case "device": self = .device()
    default:
      let (key, value) = cut(text, at: "=")
      guard key == "device", let value else {
        throw invalid("use network.host, security.insecure or device[=NAME[,alias=NAME]]")
      }
      guard let fields = CommaSeparated.fields(value) else {
        throw invalid("a quote is not closed")
      }
      var alias: String?
      for field in fields.dropFirst() {
        let (key, value) = cut(field, at: "=")
        guard key == "alias", let value, !value.isEmpty else {
          throw invalid("after the device's name only alias=NAME may follow")
        }
        alias = value
      }
      let name = fields.first.flatMap { $0.isEmpty ? nil : $0 }
      guard name != nil || alias == nil else { throw invalid("the device's name is missing") }
      self = .device(name: name, alias: alias)
    }
  }
}

extension Entitlement: CustomStringConvertible {
  /// As daemons and `--allow` take it.
  public var description: String {
    switch self {
    case .networkHost: "network.host"
    case .securityInsecure: "security.insecure"
    case .device(nil, _): "device"
    case .device(let name?, let alias):
      "device=" + CommaSeparated.text([name] + (alias.map { ["alias=\($0)"] } ?? []))
    }
  }
}
