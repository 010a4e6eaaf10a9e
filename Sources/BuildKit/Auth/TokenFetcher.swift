import Connections

/// Fetches tokens for a daemon, so that passwords stay here.
///
/// With a secret, the token server is asked in the way of OAuth2, by `POST`; servers that don't know
/// that, which is 401 and 404, and 405 where there is a user name, are asked by `GET`, as all are
/// without a secret.
struct TokenFetcher: Sendable {
  private let credentials: any RegistryCredentials
  private let tls: [String: TLSConfiguration]
  private let proxies: ProxySettings
  private let timeLimit: Duration

  /// - Parameters:
  ///   - tls: what to trust and to show, by registry.
  ///   - timeLimit: how long a server may take in all. Daemons wait for a minute.
  init(
    credentials: any RegistryCredentials, tls: [String: TLSConfiguration],
    proxies: ProxySettings = ProxySettings(environment: ProcessEnvironment.value(of:)),
    timeLimit: Duration = .seconds(45)
  ) {
    self.credentials = credentials
    self.tls = tls
    self.proxies = proxies
    self.timeLimit = timeLimit
  }

  /// A token for what the daemon wants.
  ///
  /// - Throws: ``TokenFailure``; what the credentials throw; `CancellationError`.
  func token(for request: FetchTokenRequest) async throws -> TokenAnswer {
    let access = RegistryAccess(host: request.host, scopes: request.scopes)
    let credential = try await credentials.credentials(for: access)
    if let token = credential?.registryToken, !token.isEmpty { return TokenAnswer(token: token) }
    guard let url = HTTPURL(request.realm) else {
      throw failure(request, "that is no address of HTTP")
    }
    let response = try await answer(to: request, at: url, credential)
    guard (200..<400).contains(response.status) else {
      let words = Self.words(of: response, without: credential)
      throw failure(
        request, "HTTP \(response.status)\(words.isEmpty ? "" : ": \(words)")", response.status)
    }
    guard let answer = TokenAnswer.reading(response.body) else {
      throw failure(request, "there is no token in its answer", response.status)
    }
    return answer
  }

  private func answer(
    to request: FetchTokenRequest, at url: HTTPURL, _ credential: RegistryCredential?
  ) async throws -> HTTPResponse {
    let end = ContinuousClock.now + timeLimit
    guard let credential, !credential.secret.isEmpty else {
      return try await ask(request, get(request, url, nil), until: end)
    }
    let response = try await ask(request, post(request, url, credential), until: end)
    let isUnknown =
      [401, 404].contains(response.status)
      || (response.status == 405 && !credential.username.isEmpty)
    guard isUnknown else { return response }
    return try await ask(request, get(request, url, credential), until: end)
  }

  private func ask(
    _ request: FetchTokenRequest, _ question: HTTPRequest, until end: ContinuousClock.Instant
  ) async throws -> HTTPResponse {
    let client = HTTPClient(tls: tls[request.host] ?? TLSConfiguration(), proxies: proxies)
    do {
      return try await client.answer(to: question, until: end)
    } catch is CancellationError {
      throw CancellationError()
    } catch ConnectionError.timedOut {
      throw failure(request, "no answer within \(timeLimit)")
    } catch {
      throw failure(request, "\(error)")
    }
  }

  /// What the server says, unless it repeats the secret, in whatever form it was sent.
  private static func words(
    of response: HTTPResponse, without credential: RegistryCredential?
  ) -> String {
    let words = response.firstWords
    guard let secret = credential?.secret, !secret.isEmpty else { return words }
    let username = credential?.username ?? ""
    let forms = [
      secret, PercentCoding.encoded(secret),
      HTTPRequest.basicAuthorization("\(username):\(secret)"),
    ]
    return forms.contains { words.contains($0) } ? "" : words
  }

  private func failure(
    _ request: FetchTokenRequest, _ reason: String, _ status: Int? = nil
  ) -> TokenFailure {
    let realm = HTTPURL(request.realm)?.text ?? String(request.realm.prefix(200))
    return TokenFailure(host: request.host, realm: realm, status: status, reason: reason)
  }

  private static let fields: [(name: String, value: String)] = [
    ("User-Agent", "bentokit"), ("Accept", "application/json"),
  ]

  private func post(
    _ request: FetchTokenRequest, _ url: HTTPURL, _ credential: RegistryCredential
  ) -> HTTPRequest {
    var form: [(name: String, value: String)] = [
      ("client_id", request.clientID.isEmpty ? "bentokit" : request.clientID)
    ]
    if credential.username.isEmpty {
      form += [("grant_type", "refresh_token"), ("refresh_token", credential.secret)]
    } else {
      form += [
        ("grant_type", "password"), ("password", credential.secret),
        ("username", credential.username),
      ]
    }
    if !request.scopes.isEmpty { form.append(("scope", request.scopes.joined(separator: " "))) }
    form.append(("service", request.service))
    let type = "application/x-www-form-urlencoded; charset=utf-8"
    return HTTPRequest(
      "POST", url, fields: Self.fields + [("Content-Type", type)], body: PercentCoding.form(form))
  }

  private func get(
    _ request: FetchTokenRequest, _ url: HTTPURL, _ credential: RegistryCredential?
  ) -> HTTPRequest {
    var query = request.scopes.map { (name: "scope", value: $0) }
    if !request.service.isEmpty { query.append(("service", request.service)) }
    var fields = Self.fields
    if let credential, !credential.secret.isEmpty {
      let pair = "\(credential.username):\(credential.secret)"
      fields.append(("Authorization", HTTPRequest.basicAuthorization(pair)))
    }
    return HTTPRequest("GET", url.adding(query: PercentCoding.form(query)), fields: fields)
  }
}
