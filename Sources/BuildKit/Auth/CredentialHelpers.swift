import FoundationEssentials

/// The programs `docker-credential-NAME` that keep credentials for Docker.
///
/// One runs at a time: some of them hang when run twice at once. What they tell is kept for a while,
/// since some take seconds.
actor CredentialHelpers {
  /// How long an answer counts: some tokens end after five minutes.
  private static let lifetime = Duration.seconds(290)
  /// How long a program may take.
  private static let timeLimit = Duration.seconds(60)
  /// How much it may write, in bytes.
  private static let longest = 1 << 20

  private struct Question: Hashable {
    let helper: String
    let server: String
  }

  private struct Answer: Decodable {
    var Username: String?
    var Secret: String?
  }

  private let path: String?
  private var known: [Question: (credential: RegistryCredential, since: ContinuousClock.Instant)] =
    [:]
  private var running: Task<Void, Never>?

  /// - Parameter path: where the programs are looked for, as in `PATH`; nil for that of the process.
  init(path: String?) { self.path = path }

  /// The credentials for a server; nil if the program knows none.
  ///
  /// - Throws: ``CredentialHelperFailure``; `CancellationError`.
  func credential(
    for server: String, from helper: String
  ) async throws -> RegistryCredential? {
    while let other = running {
      await other.value
      // Whoever began it may not have had its turn yet; nobody would, as long as it is waited for here.
      if running == other { running = nil }
    }
    let question = Question(helper: helper, server: server)
    if let answer = known[question], .now - answer.since < Self.lifetime {
      return answer.credential
    }
    known[question] = nil
    let asking = Task { [path] in
      try await Self.ask(helper, for: server, path: path)
    }
    let run = Task { _ = await asking.result }
    running = run
    defer { if running == run { running = nil } }
    let found = try await withTaskCancellationHandler {
      try await asking.value
    } onCancel: {
      asking.cancel()
    }
    if let found { known[question] = (found, .now) }
    return found
  }

  @concurrent private static func ask(
    _ helper: String, for server: String, path: String?
  ) async throws -> RegistryCredential? {
    let program = "docker-credential-\(helper)"
    func failure(_ reason: String) -> CredentialHelperFailure {
      CredentialHelperFailure(program: program, server: server, reason: reason)
    }
    guard !helper.contains("/"), !helper.utf8.contains(0) else {
      throw failure("that is no name of a program")
    }
    var run = ProgramRun(program, ["get"])
    run.input = Array(server.utf8)
    run.path = path
    run.timeLimit = timeLimit
    run.outputLimit = longest
    let outcome: ProgramRun.Outcome
    do {
      outcome = try await run.outcome()
    } catch let error as ProgramRun.Failure {
      throw failure("\(error)")
    }
    let words = String(decoding: outcome.output, as: UTF8.self)
    guard outcome.status == .exited(0) else {
      // The programs' own way to say so.
      if words.contains("credentials not found in native keychain") { return nil }
      throw failure(outcome.failureReason)
    }
    guard let answer = try? JSONDecoder().decode(Answer.self, from: Data(outcome.output)),
      let secret = answer.Secret
    else { throw failure("what it wrote is not the JSON of a credential") }
    guard !secret.isEmpty else { return nil }
    return answer.Username == "<token>"
      ? .identityToken(secret)
      : RegistryCredential(username: answer.Username ?? "", secret: secret)
  }
}

/// A program that keeps credentials did not give them.
public struct CredentialHelperFailure: Error, Hashable, Sendable, CustomStringConvertible {
  /// The program, `docker-credential-NAME`.
  public let program: String
  /// What it was asked for.
  public let server: String
  /// What went wrong, in its own words where it had some.
  public let reason: String

  /// One line with all three.
  public var description: String { "\(program) gave no credentials for \(server): \(reason)" }
}
