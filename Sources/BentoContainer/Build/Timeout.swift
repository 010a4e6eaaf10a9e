/// Runs `body` for so long at most.
///
/// - Throws: ``ContainerError`` of kind `timedOut`, once what ran has ended; else what `body` throws.
func within<T: Sendable>(
  _ limit: Duration?, _ body: @escaping @Sendable () async throws -> T
) async throws -> T {
  guard let limit else { return try await body() }
  return try await withThrowingTaskGroup(of: T?.self) { group in
    group.addTask { try await body() }
    group.addTask {
      try await Task.sleep(for: limit)
      return nil
    }
    defer { group.cancelAll() }
    guard let first = try await group.next(), let result = first else {
      throw ContainerError(.timedOut, "the build took longer than the \(limit) it was given")
    }
    return result
  }
}
