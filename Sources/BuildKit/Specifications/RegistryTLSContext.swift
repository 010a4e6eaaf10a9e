/// What a connection to the token server of a registry trusts and shows, as `buildctl
/// --registry-auth-tlscontext` takes it: `host=HOST[,ca=FILE][,cert=FILE,key=FILE][,insecure=true]`.
public struct RegistryTLSContext: Hashable, Sendable {
  /// The registry as the daemon names it, for instance `reg.example:5000`.
  public var host: String
  /// A file of certificates (PEM) that are trusted beside the system's.
  public var certificateAuthority: String?
  /// The file of a certificate (PEM) to show; goes with ``key``.
  public var certificate: String?
  /// The file of its key (PEM).
  public var key: String?
  /// Whether anybody may answer in the server's place.
  public var isInsecure: Bool

  /// A context by its parts.
  public init(
    host: String, certificateAuthority: String? = nil, certificate: String? = nil,
    key: String? = nil, isInsecure: Bool = false
  ) {
    self.host = host
    self.certificateAuthority = certificateAuthority
    self.certificate = certificate
    self.key = key
    self.isInsecure = isInsecure
  }

  private static let keys = ["host", "ca", "cert", "key", "insecure"]

  /// Reads what users write. A scheme before the host is left out.
  ///
  /// - Throws: ``InvalidSpecification``.
  public init(_ text: String) throws(InvalidSpecification) {
    func invalid(_ reason: String) -> InvalidSpecification {
      InvalidSpecification("registry-auth-tlscontext", text, reason)
    }
    let list = try KeyValueList(parsing: text, of: "registry-auth-tlscontext")
    if let other = list.fields.first(where: { !Self.keys.contains($0.key) }) {
      throw invalid("unknown key \"\(other.key)\"; use \(Self.keys.joined(separator: ", "))")
    }
    let given = { (key: String) in list[key].flatMap { $0.isEmpty ? nil : $0 } }
    guard var host = given("host") else { throw invalid("write host=HOST") }
    if let scheme = host.firstRange(of: "://") { host = String(host[scheme.upperBound...]) }
    guard !host.isEmpty else { throw invalid("write host=HOST") }
    guard let isInsecure = Boolean.value(given("insecure") ?? "false") else {
      throw invalid("insecure is true or false")
    }
    self.init(
      host: host, certificateAuthority: given("ca"), certificate: given("cert"),
      key: given("key"), isInsecure: isInsecure)
    guard (certificate == nil) == (key == nil) else { throw invalid("cert and key go together") }
    guard certificateAuthority != nil || certificate != nil || isInsecure else {
      throw invalid("write ca=FILE, or cert=FILE,key=FILE, or insecure=true")
    }
  }
}
