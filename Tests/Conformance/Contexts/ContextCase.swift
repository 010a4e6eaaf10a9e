/// What `dockerfiles.json` says of a bento that matters here: its tag, and the error it gives in
/// every variant, if it does.
struct ContextCase: Decodable {
  struct Failure: Decodable {
    let errorType: String
    let message: String
    let causes: [Failure]?

    private enum CodingKeys: String, CodingKey {
      case errorType = "error_type"
      case message, causes
    }

    /// What is behind an error that only gathers others.
    var cause: Failure { causes?.first?.cause ?? self }
  }

  private struct Variant: Decodable {
    let error: Failure?
  }

  let tag: String
  private let variants: [String: Variant]

  var error: Failure? { variants["buildkit"]?.error?.cause }
}
