/// A build as a sequence of events: its news as they come, and at last what it made.
///
/// Each iteration is a build of its own. It begins when the first event is asked for. News wait until
/// they are asked for, and the daemon waits with them: memory stays flat however slow the loop is.
/// Leaving the loop, or cancelling its task, cancels the build.
///
/// Iterating throws what the build throws, once all its news were taken; `CancellationError`.
public struct BuildSequence<News: Sendable, Outcome: Sendable>: AsyncSequence, Sendable {
  /// Builds, and tells its news one at a time and in order.
  package typealias Build =
    @Sendable (_ tell: @escaping @Sendable (News) async -> Void) async throws -> Outcome

  /// What happens in a build.
  public enum Event: Sendable {
    /// It has news.
    case news(News)
    /// It has succeeded. Always the last event.
    case finished(Outcome)
  }

  /// What happens in a build.
  public typealias Element = Event

  private let build: Build

  package init(_ build: @escaping Build) { self.build = build }

  /// A build that hasn't begun.
  public func makeAsyncIterator() -> AsyncIterator { AsyncIterator(build) }

  /// One build.
  public struct AsyncIterator: AsyncIteratorProtocol {
    private enum State {
      case unstarted(Build)
      case running(Run)
      case ended
    }

    private var state: State

    fileprivate init(_ build: @escaping Build) { state = .unstarted(build) }

    /// Waits for the next event; nil after the last one.
    ///
    /// - Throws: what the build throws, once all its news were taken; `CancellationError`.
    public mutating func next() async throws -> Event? { try await next(isolation: #isolation) }

    /// Waits for the next event; nil after the last one.
    ///
    /// - Throws: what the build throws, once all its news were taken; `CancellationError`.
    public mutating func next(isolation actor: isolated (any Actor)?) async throws -> Event? {
      let run: Run
      switch state {
      case .ended: return nil
      case .running(let running): run = running
      case .unstarted(let build):
        run = Run(build)
        state = .running(run)
      }
      if let news = await run.news() { return .news(news) }
      state = .ended
      return .finished(try await run.outcome())
    }
  }

  /// A build under way. It is cancelled when nobody holds this any more.
  private final class Run: Sendable {
    private let handover = Handover<News>()
    private let task: Task<Outcome, any Error>

    init(_ build: @escaping Build) {
      task = Task { @concurrent [handover] in
        defer { handover.close() }
        return try await build { await handover.give($0) }
      }
    }

    deinit { cancel() }

    private func cancel() {
      task.cancel()
      handover.close()
    }

    /// The next news; nil when the build is over.
    func news() async -> News? {
      await withTaskCancellationHandler {
        await handover.take()
      } onCancel: {
        cancel()
      }
    }

    /// Waits until the build has cleaned up, too.
    func outcome() async throws -> Outcome {
      try await withTaskCancellationHandler {
        try await task.value
      } onCancel: {
        cancel()
      }
    }
  }
}

extension BuildKitClient {
  /// A build as a sequence of events, with the same outcome and errors as ``build(_:onStatus:)``.
  ///
  /// ```swift
  /// for try await event in client.events(of: request) {
  ///   switch event {
  ///   case .news(let status): for step in status.vertexes { print(step.name) }
  ///   case .finished(let result): print(result.imageDigest ?? "")
  ///   }
  /// }
  /// ```
  ///
  /// - Parameter request: what to build. One whose exports have outputs is good for one iteration.
  public func events(of request: BuildRequest) -> BuildSequence<StatusResponse, BuildResult> {
    BuildSequence { try await self.build(request, onStatus: $0) }
  }
}
