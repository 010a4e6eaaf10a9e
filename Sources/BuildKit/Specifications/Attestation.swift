/// A statement about an image that the builder makes and attaches.
public struct Attestation: Hashable, Sendable {
  /// What it is about.
  public enum Kind: String, Sendable, CaseIterable {
    /// How the image came to be.
    case provenance
    /// What the image holds.
    case sbom
  }

  /// What it is about.
  public var kind: Kind
  /// Whether none is wanted.
  public var isDisabled: Bool
  /// Its parameters, such as `mode` or `generator`.
  public var parameters: [String: String]

  /// An attestation.
  public init(_ kind: Kind, parameters: [String: String] = [:], isDisabled: Bool = false) {
    self.kind = kind
    self.parameters = parameters
    self.isDisabled = isDisabled
  }

  /// Reads what `--attest` takes: `type=provenance|sbom[,disabled=true][,KEY=VALUE]…`.
  ///
  /// - Throws: ``InvalidSpecification``.
  public init(_ text: String) throws(InvalidSpecification) {
    try self.init(text, kind: nil, option: "attest")
  }

  /// Reads what `--provenance` and `--sbom` take: `true`, `false`, or parameters.
  ///
  /// - Throws: ``InvalidSpecification``.
  public init(_ text: String, of kind: Kind) throws(InvalidSpecification) {
    if let isWanted = Boolean.value(text) {
      self.init(kind, isDisabled: !isWanted)
    } else {
      try self.init(text, kind: kind, option: kind.rawValue)
    }
  }

  private init(_ text: String, kind: Kind?, option: String) throws(InvalidSpecification) {
    func invalid(_ reason: String) -> InvalidSpecification {
      InvalidSpecification(option, text, reason)
    }
    guard let fields = CommaSeparated.fields(text) else { throw invalid("a quote is not closed") }
    var kind = kind
    var parameters: [String: String] = [:]
    var isDisabled = false
    for field in fields {
      let (key, value) = cut(field, at: "=")
      guard let value, !key.isEmpty else {
        throw invalid("expected KEY=VALUE, found \"\(field)\"")
      }
      switch key.lowercased() {
      case "type":
        guard let named = Kind(rawValue: value), kind == nil || kind == named else {
          throw invalid("the type is provenance or sbom")
        }
        kind = named
      case "disabled":
        guard let word = Boolean.value(value) else { throw invalid("disabled is true or false") }
        isDisabled = word
      default: parameters[key] = value
      }
    }
    guard let kind else { throw invalid("the type is missing: type=provenance or type=sbom") }
    self.init(kind, parameters: parameters, isDisabled: isDisabled)
  }

  /// The value of the frontend's attribute `attest:KIND`; nil for one that isn't wanted.
  var attribute: String? {
    guard !isDisabled else { return nil }
    let fields = parameters.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    return fields.isEmpty ? "" : CommaSeparated.text(fields)
  }
}
