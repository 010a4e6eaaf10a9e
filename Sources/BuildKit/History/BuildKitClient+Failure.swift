import Bytes

extension BuildKitClient {
  /// Why a build of the history failed, as the build itself would have thrown it: with the step, the
  /// end of its log and the places in the Dockerfile; nil if it didn't fail.
  ///
  /// - Throws: ``BuildError`` if the daemon can't tell; `CancellationError`.
  public func failure(of record: BuildHistoryRecord) async throws -> BuildError? {
    guard let brief = record.error else { return nil }
    var failure = BuildError(try await wholeError(of: record) ?? brief)
    let ledger = StepLedger()
    for try await news in status(of: record.ref) { ledger.add(news) }
    ledger.complete(&failure)
    return failure
  }

  private func wholeError(of record: BuildHistoryRecord) async throws -> BuildErrorDetails? {
    guard let descriptor = record.externalError else { return nil }
    let bytes = try await contents(of: descriptor, atMost: 16 << 20)
    do {
      return try BuildErrorDetails(decoding: ByteChain(bytes))
    } catch {
      throw BuildError(malformed: error, endpoint: endpoint)
    }
  }
}
