import FoundationEssentials

/// What a token server answers.
///
/// Source: the registries' specification of tokens, and of OAuth2.
struct TokenAnswer: Decodable {
  /// How long a token lasts whose server doesn't say, in seconds.
  static let usualLifetime: Int64 = 60

  let token: String
  /// In seconds.
  let lifetime: Int64
  /// In seconds since 1970; 0 if the server doesn't say.
  let issuedAt: Int64

  /// A token that is known without a server.
  init(token: String) {
    self.token = token
    lifetime = Self.usualLifetime
    issuedAt = 0
  }

  /// Reads an answer; nil if there is no token in it.
  static func reading(_ bytes: [UInt8]) -> TokenAnswer? {
    let answer = try? JSONDecoder().decode(TokenAnswer.self, from: Data(bytes))
    return answer.flatMap { $0.token.isEmpty ? nil : $0 }
  }

  private enum CodingKeys: String, CodingKey {
    case token
    case accessToken = "access_token"
    case expiresIn = "expires_in"
    case issuedAt = "issued_at"
  }

  init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    let access = try fields.decodeIfPresent(String.self, forKey: .accessToken)
    let plain = try fields.decodeIfPresent(String.self, forKey: .token)
    token = access.flatMap { $0.isEmpty ? nil : $0 } ?? plain ?? ""
    let seconds = (try? fields.decodeIfPresent(Double.self, forKey: .expiresIn)) ?? nil
    lifetime =
      seconds.flatMap { Int64(exactly: $0.rounded(.down)) }.flatMap { $0 > 0 ? $0 : nil }
      ?? Self.usualLifetime
    let time = (try? fields.decodeIfPresent(String.self, forKey: .issuedAt)) ?? nil
    let moment = time.flatMap { Timestamp(rfc3339: $0) }
    issuedAt = moment.map { max(0, $0.nanosecondsSince1970 / 1_000_000_000) } ?? 0
  }
}
