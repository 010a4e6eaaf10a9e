public import Bento
public import BuildKit

/// Builds a bento into an image.
///
/// The bento's files and its models are read where they are, when the builder asks for them; nothing
/// is copied. Cancelling the task cancels the build on the builder.
///
/// - Parameters:
///   - bento: a bento from a ``BentoStore``, or of a folder.
///   - options: what to build, where, and where it goes.
///   - onStatus: called with the build's news, one at a time and in order.
/// - Returns: what was made, once it is wholly there.
/// - Throws: `BentoError`, `ContainerfileError`, ``ContainerError`` before anything is built;
///   `FileTreeError` if the bento's files can't be read; `BuildError` if the build fails;
///   `CancellationError`.
public func build(
  _ bento: Bento, options: BuildOptions = BuildOptions(),
  onStatus: @escaping @Sendable (StatusResponse) async -> Void = { _ in }
) async throws -> BuildReport {
  let start = ContinuousClock.now
  let plan = try BuildPlan(bento, options: options)
  var report = try await plan.run(onStatus: onStatus)
  report.duration = .now - start
  return report
}
