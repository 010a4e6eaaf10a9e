public import Bento
public import BuildKit

/// A build that has been worked out and can be shown, or run.
public protocol BuildPlan: Sendable {
  /// The bento's tag, with its version.
  var tag: BentoTag { get }
  /// The names that the image gets.
  var imageNames: [String] { get }
  /// What the user should hear before the build; one line each.
  var notes: [String] { get }
  /// What would be run or sent, for people.
  var text: String { get }
  /// What would be run or sent, for programs: a JSON object.
  var json: String { get }

  /// Builds.
  ///
  /// - Parameter onEvent: called with the build's news, one at a time and in order.
  /// - Returns: what was made, once it is wholly there.
  /// - Throws: `BuildError` or ``ProcessFailure`` if the build fails; ``ContainerError`` if it can't
  ///   begin, or what it made can't be delivered; `FileTreeError` if the bento's files can't be read;
  ///   `CancellationError`.
  func run(onEvent: @escaping @Sendable (BuildEvent) async -> Void) async throws -> BuildReport
}

/// News of a build.
public enum BuildEvent: Sendable {
  /// What BuildKit tells of its steps.
  case status(StatusResponse)
  /// What a builder program prints, as it comes.
  case output([UInt8])
}
