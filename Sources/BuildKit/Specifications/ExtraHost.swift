import Glibc

/// An entry of `/etc/hosts` for the steps of a build.
public struct ExtraHost: Hashable, Sendable {
  /// The word for the address that the daemon's machine has for its builds.
  public static let gateway = "host-gateway"

  /// The name.
  public var name: String
  /// Its addresses, or ``gateway`` alone.
  public var addresses: [String]

  /// Reads what `--add-host` takes: `NAME:ADDRESS` or `NAME=ADDRESS`; of several addresses, with commas
  /// between; IPv6 ones may stand in brackets.
  ///
  /// - Throws: ``InvalidSpecification``.
  public init(_ text: String) throws(InvalidSpecification) {
    let separator: Character = text.contains("=") ? "=" : ":"
    let (name, value) = cut(text, at: separator)
    // The daemon takes all entries in one list of commas.
    guard let value, !name.isEmpty, !name.contains(where: { $0 == "," || $0 == "\"" }) else {
      throw InvalidSpecification("add-host", text, "write NAME:ADDRESS")
    }
    self.name = name
    if value == Self.gateway {
      addresses = [value]
      return
    }
    addresses = value.split(separator: ",", omittingEmptySubsequences: false).map { part in
      part.count > 2 && part.hasPrefix("[") && part.hasSuffix("]")
        ? String(part.dropFirst().dropLast()) : String(part)
    }
    if let wrong = addresses.first(where: { !Self.isAddress($0) }) {
      throw InvalidSpecification(
        "add-host", text, "\"\(wrong)\" is no IP address, nor \(Self.gateway)")
    }
  }

  private static func isAddress(_ text: String) -> Bool {
    var address = in6_addr()
    return inet_pton(AF_INET, text, &address) == 1 || inet_pton(AF_INET6, text, &address) == 1
  }

  /// The value of the Dockerfile frontend's attribute `add-hosts`.
  static func attribute(_ hosts: [ExtraHost]) -> String {
    hosts.flatMap { host in host.addresses.map { "\(host.name)=\($0)" } }.joined(separator: ",")
  }
}
