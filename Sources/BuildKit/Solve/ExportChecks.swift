extension BuildKitClient {
  /// Asks the daemon, if there are several exports, whether it makes more than the first: those before
  /// 0.13 leave the others out in silence.
  ///
  /// - Throws: ``BuildError`` of code `unimplemented`; what asking throws.
  func refuseSeveralExports(of request: BuildRequest) async throws {
    guard request.exports.count > 1 else { return }
    let version = try await version()
    guard version?.isBefore(0, 13) ?? true else { return }
    let types = request.exports.map(\.type).joined(separator: ", ")
    let name = version.map { "BuildKit \($0.version)" } ?? "the BuildKit, older than 0.11,"
    throw BuildError(
      .unimplemented,
      "\(name) at \(endpoint) takes one export at a time, not \(types); several came with 0.13")
  }
}

extension BuildRequest {
  /// What is to be said of a build that the daemon calls a success, though it hasn't sent an export.
  func exportError(at endpoint: Endpoint) -> BuildError? {
    for output in exports.compactMap(\.output) {
      let sent: String
      switch output.arrival {
      case .whole: continue
      case .part: sent = "only a part"
      case .nothing: sent = "nothing"
      }
      return BuildError(
        .protocolViolation,
        "BuildKit at \(endpoint) tells of success, but has sent \(sent) for \(output.name)")
    }
    return nil
  }
}
