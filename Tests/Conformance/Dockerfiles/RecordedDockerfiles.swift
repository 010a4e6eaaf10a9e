/// What `dockerfiles.json` says of one bento.
struct RecordedDockerfiles: Decodable {
  /// The tag that it is asked for by.
  let tag: String
  /// What came out, by the name of the variant.
  let variants: [String: Variant]

  /// What came out of one variant: instructions or an error.
  struct Variant: Decodable {
    let instructions: [String]?
    let error: Failure?
  }

  /// An error of BentoML's.
  struct Failure: Decodable {
    let type: String
    let message: String
    let causes: [Failure]?

    /// What is behind it.
    var root: Failure { causes?.first.map(\.root) ?? self }

    private enum CodingKeys: String, CodingKey {
      case type = "error_type"
      case message
      case causes
    }
  }
}
