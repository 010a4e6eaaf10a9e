import FoundationEssentials

/// A question that a frontend answers instead of building, such as what is wrong with a Dockerfile.
public struct Subrequest<Value: Sendable>: Sendable {
  /// Its name in BuildKit, such as `frontend.lint`.
  public let name: String
  /// What to do where it isn't known, as a phrase; nil for asking which are.
  let advice: String?
  let decode: @Sendable ([UInt8]) throws -> Value

  init(
    _ name: String, advice: String?, decode: @escaping @Sendable ([UInt8]) throws -> Value
  ) {
    self.name = name
    self.advice = advice
    self.decode = decode
  }

  init<JSON: Decodable & SendableMetatype>(
    _ name: String, advice: String, _: JSON.Type,
    _ value: @escaping @Sendable (JSON) -> Value
  ) {
    self.init(name, advice: advice) { json in
      value(try JSONDecoder().decode(JSON.self, from: Data(json)))
    }
  }
}

/// What a frontend answers to a ``Subrequest``.
public struct SubrequestAnswer<Value: Sendable>: Sendable {
  /// The answer.
  public let value: Value
  /// The same in the frontend's own form, with whatever newer frontends add.
  public let json: [UInt8]
  /// The same as the frontend words it for people.
  public let text: String
}

extension Gateway {
  /// Asks the frontend that would build something, instead of building it.
  ///
  /// - Throws: ``BuildError``, of code `unimplemented` if the frontend doesn't know the question;
  ///   `CancellationError`.
  public func ask<Value>(
    _ question: Subrequest<Value>, about solve: GatewaySolve
  ) async throws -> SubrequestAnswer<Value> {
    guard !solve.frontend.isEmpty else {
      throw BuildError(.invalidArgument, "a build graph can't be asked about; only a frontend can")
    }
    var solve = solve
    solve.frontendAttributes["requestid"] = question.name
    let capabilities = solve.frontendAttributes["frontend.caps"].map { "\($0)," } ?? ""
    solve.frontendAttributes["frontend.caps"] =
      capabilities + "moby.buildkit.frontend.subrequests"
    let result: GatewayResult
    do {
      result = try await self.solve(solve)
    } catch let error as BuildError where error.code == .unimplemented {
      throw await unknown(question, about: solve, cause: error)
    }
    // Old frontends build, whatever they are asked.
    guard let json = result.metadata["result.json"] else {
      throw await unknown(question, about: solve, cause: nil)
    }
    guard let value = try? question.decode(json) else {
      throw BuildError(malformed: MalformedMessage(question.name), endpoint: client.endpoint)
    }
    return SubrequestAnswer(
      value: value, json: json,
      text: String(decoding: result.metadata["result.txt"] ?? [], as: UTF8.self))
  }

  private func unknown<Value>(
    _ question: Subrequest<Value>, about solve: GatewaySolve, cause: BuildError?
  ) async -> BuildError {
    var advice = question.advice
    if advice == nil { advice = await knownQuestions(about: solve) }
    return BuildError(
      .unimplemented,
      "the frontend of BuildKit at \(client.endpoint) doesn't know \(question.name)",
      advice: advice, cause: cause)
  }

  /// Which questions the frontend knows, as the way out; nil if it doesn't tell.
  private func knownQuestions(about solve: GatewaySolve) async -> String? {
    var solve = solve
    solve.frontendAttributes["requestid"] = SubrequestDescription.question
    guard let result = try? await self.solve(solve), let json = result.metadata["result.json"],
      let list = try? JSONDecoder().decode([SubrequestDescription].self, from: Data(json))
    else { return nil }
    let names = list.compactMap(\.name).prefix(32).map { String($0.prefix(100)) }
    guard !names.isEmpty else { return nil }
    return
      "it knows \(names.joined(separator: ", ")); a newer one may know more: begin the Dockerfile "
      + "with # syntax=docker/dockerfile:1"
  }
}

/// A question that a frontend knows, as frontend/subrequests writes it.
private struct SubrequestDescription: Decodable {
  /// The question for all of them.
  static let question = "frontend.subrequests.describe"

  var name: String?
}

extension BuildKitClient {
  /// Asks the frontend that would build a request, instead of building it. Nothing is exported, and the
  /// daemon's history doesn't show it.
  ///
  /// - Throws: ``BuildError``, of code `unimplemented` if the frontend doesn't know the question;
  ///   `CancellationError`.
  public func ask<Value>(
    _ question: Subrequest<Value>, about request: BuildRequest,
    onStatus: @escaping @Sendable (StatusResponse) async -> Void = { _ in }
  ) async throws -> SubrequestAnswer<Value> {
    var asked = request
    // A daemon may not have let go of the last question yet.
    asked.ref = Identifier.random()
    asked.exports = []
    asked.isInternal = true
    let solve = try GatewaySolve(asked)
    let answers = AnswerBox<SubrequestAnswer<Value>>()
    _ = try await build(asked, onStatus: onStatus) { gateway in
      answers.put(try await gateway.ask(question, about: solve))
      return GatewayResult()
    }
    return try answers.get()
  }
}
