internal import Bento

/// Why a bento has no Containerfile, or its secrets can't be had.
public struct ContainerfileError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The kind of an error, for programs to decide by.
  public enum Kind: String, Sendable, CaseIterable {
    /// A feature that BentoML doesn't have was asked for.
    case unknownFeature
    /// The bento uses an option that no Containerfile can be made for yet.
    case notSupportedYet
    /// The bento doesn't say which image to start from, or leaves out what that follows from.
    case missingOption
    /// A text can't be the name of an environment variable.
    case invalidVariableName
    /// The value of a variable can't be written in a Containerfile.
    case invalidVariableValue
    /// The bento needs secrets, which the builder can't give without BuildKit.
    case secretsNeedBuildKit
    /// A secret is set neither in the environment nor in `bento.yaml`.
    case missingSecret
  }

  /// The kind of this error.
  public let kind: Kind
  /// What happened and what to do; one line.
  public let message: String

  init(_ kind: Kind, _ message: String) {
    self.kind = kind
    self.message = message
  }

  /// The message.
  public var description: String { message }
}
