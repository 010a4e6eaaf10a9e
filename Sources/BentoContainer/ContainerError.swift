/// Why a build can't begin, or what it made can't be delivered: what neither the bento nor BuildKit
/// is to blame for.
public struct ContainerError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The kind of an error, for programs to decide by.
  public enum Kind: String, Sendable, CaseIterable {
    /// No address was given, and no builder answers at the usual ones.
    case noBuilder
    /// A backend that doesn't exist.
    case unknownBackend
    /// A backend is to be registered by a name that is taken.
    case backendExists
    /// A backend that is not there, or does not work.
    case unhealthyBackend
    /// A variable of the environment has a value that can't be understood.
    case invalidVariable
    /// The build took longer than it was given.
    case timedOut
    /// An output, a secret or another option that can't be understood or honoured.
    case invalidOption
    /// A text that is no name of an image.
    case invalidImageName
    /// A secret's file or variable can't be read.
    case unreadableSecret
    /// An output that can't be written, found before the build.
    case unwritableOutput
    /// The image is built, but what tells of it can't be written.
    case resultNotWritten
    /// An archive would go to a terminal.
    case outputIsTerminal
    /// No container runtime was found to load the image into.
    case noRuntime
    /// The container runtime that was to load the image refused it.
    case loadFailed
    /// A program that is to be run isn't on `PATH`.
    case programNotFound
    /// A program that is there can't be started.
    case programNotStarted
    /// The folder that a build context is to be staged in can't be written.
    case unwritableStaging
  }

  /// The kind of this error.
  public let kind: Kind
  /// What happened and what to do; one line.
  public let message: String

  /// An error, for backends of one's own.
  ///
  /// - Parameters:
  ///   - kind: the kind, for programs to decide by.
  ///   - message: what happened and what to do; one line.
  public init(_ kind: Kind, _ message: String) {
    self.kind = kind
    self.message = message
  }

  /// The message.
  public var description: String { message }
}
