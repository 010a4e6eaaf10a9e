/// One text, or one pair of texts, and what it became.
struct TagCase: Decodable {
  enum Input {
    case text(String)
    case parts(name: String, version: String?)
  }

  struct Result: Decodable {
    let name: String
    let version: String?
    let str: String
    let path: String
  }

  struct Failure: Decodable {
    let type: String
    let message: String
  }

  let input: Input
  var result: Result?
  var error: Failure?
  var log: [String]?

  /// The input on one line.
  var name: String {
    switch input {
    case .text(let text): text.debugDescription
    case .parts(let name, let version): "(\(name.debugDescription), \(version ?? "-"))"
    }
  }

  private enum CodingKeys: String, CodingKey {
    case input, result, error, log
  }

  init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    if let text = try? values.decode(String.self, forKey: .input) {
      input = .text(text)
    } else {
      let parts = try values.decode([String?].self, forKey: .input)
      let version = parts.count > 1 ? parts[1] : nil
      input = .parts(name: parts.first.flatMap(\.self) ?? "", version: version)
    }
    result = try values.decodeIfPresent(Result.self, forKey: .result)
    error = try values.decodeIfPresent(Failure.self, forKey: .error)
    log = try values.decodeIfPresent([String].self, forKey: .log)
  }
}
