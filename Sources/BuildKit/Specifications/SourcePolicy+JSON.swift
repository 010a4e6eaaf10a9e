import FoundationEssentials

extension SourcePolicy {
  /// Reads a policy as files of `buildctl build --source-policy-file` hold it: a JSON object of
  /// `version` and `rules`, whose words may stand as their numbers.
  ///
  /// - Parameters:
  ///   - json: the file's content.
  ///   - path: what errors call it.
  /// - Throws: ``InvalidSpecification``.
  public init(json: [UInt8], path: String) throws(InvalidSpecification) {
    func invalid(_ reason: String) -> InvalidSpecification {
      InvalidSpecification("source policy", path, reason)
    }
    let file: PolicyFile
    do {
      file = try JSONDecoder().decode(PolicyFile.self, from: Data(json))
    } catch let error as DecodingError {
      throw invalid(Self.explain(error))
    } catch {
      throw invalid("it is not readable as JSON")
    }
    guard file.version ?? Int(Self.version) == Self.version else {
      throw invalid("version \(file.version ?? 0) is not known; 1 is")
    }
    guard let rules = file.rules else { throw invalid("rules are missing") }
    guard !rules.contains(where: { ($0.selector?.identifier ?? "").isEmpty }) else {
      throw invalid("a rule has no selector with an identifier")
    }
    self.init(rules.map(\.rule))
  }

  private static func explain(_ error: DecodingError) -> String {
    let (context, reason): (DecodingError.Context, String) =
      switch error {
      case .keyNotFound(let key, let context): (context, "\(key.stringValue) is missing")
      case .valueNotFound(_, let context), .typeMismatch(_, let context):
        (context, "the value is of the wrong kind")
      case .dataCorrupted(let context): (context, context.debugDescription)
      @unknown default: (DecodingError.Context(codingPath: [], debugDescription: ""), "malformed")
      }
    let path = context.codingPath.map { $0.intValue.map { "[\($0)]" } ?? ".\($0.stringValue)" }
    return path.isEmpty ? "it is not readable as JSON" : "\(path.joined().dropFirst()): \(reason)"
  }
}

/// The file, by the names that Go gives the fields of the generated message.
private struct PolicyFile: Decodable {
  var version: Int?
  var rules: [Rule]?

  struct Rule: Decodable {
    var action: Word<Action>?
    var selector: Selector?
    var updates: Update?

    var rule: SourcePolicy.Rule {
      let selector = SourcePolicy.Selector(
        selector?.identifier ?? "", match: selector?.match_type?.value ?? .wildcard,
        constraints: (selector?.constraints ?? []).map {
          SourcePolicy.Constraint($0.key ?? "", $0.condition?.value ?? .equal, $0.value ?? "")
        })
      switch action?.value ?? .allow {
      case .allow: return SourcePolicy.Rule(.allow, selector)
      case .deny: return SourcePolicy.Rule(.deny, selector)
      case .convert:
        return SourcePolicy.Rule(
          .convert(identifier: updates?.identifier, attributes: updates?.attrs ?? [:]), selector)
      }
    }
  }

  enum Action: String, CaseIterable {
    case allow = "ALLOW"
    case deny = "DENY"
    case convert = "CONVERT"
  }

  struct Selector: Decodable {
    var identifier: String?
    var match_type: Word<SourcePolicy.Selector.Match>?
    var constraints: [Constraint]?
  }

  struct Constraint: Decodable {
    var key: String?
    var value: String?
    var condition: Word<SourcePolicy.Constraint.Condition>?
  }

  struct Update: Decodable {
    var identifier: String?
    var attrs: [String: String]?
  }

  /// A word of an enumeration, or its number there.
  struct Word<Value: RawRepresentable & CaseIterable>: Decodable where Value.RawValue == String {
    let value: Value

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      let words = Array(Value.allCases)
      if let number = try? container.decode(Int.self), words.indices.contains(number) {
        value = words[number]
      } else if let text = try? container.decode(String.self), let word = Value(rawValue: text) {
        value = word
      } else {
        throw DecodingError.dataCorruptedError(
          in: container,
          debugDescription: "expected \(words.map(\.rawValue).joined(separator: ", "))")
      }
    }
  }
}
