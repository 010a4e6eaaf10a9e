/// An annotation of an image's manifest, of the index that lists it, or of their descriptors.
public struct Annotation: Hashable, Sendable {
  /// What is annotated.
  public enum Place: String, Sendable, CaseIterable {
    /// The manifest.
    case manifest
    /// The index that lists the manifests.
    case index
    /// The descriptor of a manifest in the index.
    case manifestDescriptor = "manifest-descriptor"
    /// The descriptor of the index.
    case indexDescriptor = "index-descriptor"
  }

  /// The exporter's attribute that asks for it.
  public let attribute: String
  /// The annotation's value.
  public let value: String

  /// An annotation.
  ///
  /// - Parameters:
  ///   - key: the annotation's name, such as `org.opencontainers.image.title`.
  ///   - value: its value.
  ///   - place: what is annotated; nil for the manifest.
  ///   - platform: only what is for this platform.
  public init(key: String, value: String, place: Place? = nil, platform: Platform? = nil) {
    let place = place.map { "-" + $0.rawValue } ?? ""
    attribute = "annotation\(place)\(platform.map { "[\($0)]" } ?? "").\(key)"
    self.value = value
  }

  /// Reads what `--annotation` takes: `[PLACE[[PLATFORM]][,PLACE]…:]KEY=VALUE`.
  ///
  /// - Returns: one annotation for each place.
  /// - Throws: ``InvalidSpecification``.
  public static func list(_ text: String) throws(InvalidSpecification) -> [Annotation] {
    func invalid(_ reason: String) -> InvalidSpecification {
      InvalidSpecification("annotation", text, reason)
    }
    let (head, value) = cut(text, at: "=")
    guard let value, !head.isEmpty else { throw invalid("write [PLACE:]KEY=VALUE") }
    let (places, key) = cut(head, at: ":")
    guard let key else { return [Annotation(key: head, value: value)] }
    guard !key.isEmpty else { throw invalid("the key is missing") }
    var annotations: [Annotation] = []
    for part in places.split(separator: ",", omittingEmptySubsequences: false) {
      var name = part
      var platform: Platform?
      if let bracket = part.firstIndex(of: "["), part.hasSuffix("]") {
        name = part[..<bracket]
        platform = try Platform(String(part[part.index(after: bracket)...].dropLast()))
      }
      guard let place = Place(rawValue: String(name)) else {
        let known = Place.allCases.map(\.rawValue).joined(separator: ", ")
        throw invalid("\"\(name)\" can't be annotated; use \(known)")
      }
      annotations.append(Annotation(key: key, value: value, place: place, platform: platform))
    }
    return annotations
  }
}
