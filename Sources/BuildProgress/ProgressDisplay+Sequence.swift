public import BuildKit

extension ProgressDisplay {
  /// Shows all messages of a status stream, and finishes however it ends.
  ///
  /// - Throws: what the stream throws.
  public func show(_ statuses: DaemonStream<StatusResponse>) async throws {
    do {
      for try await status in statuses { await show(status) }
    } catch {
      await finish()
      throw error
    }
    await finish()
  }
}
