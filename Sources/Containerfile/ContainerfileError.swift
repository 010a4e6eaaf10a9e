public import Bento

/// Why a bento has no Containerfile, or its secrets can't be had.
public struct ContainerfileError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The kind of an error, for programs to decide by.
  public enum Kind: String, Sendable, CaseIterable {
    /// A feature that BentoML doesn't have was asked for.
    case unknownFeature
    /// There is no image of the distribution with what the bento asks for, such as conda.
    case unsupportedCombination
    /// The bento doesn't say which image to start from, or leaves out what that follows from.
    case missingOption
    /// A text can't be the name of an environment variable.
    case invalidVariableName
    /// The value of a variable can't be written in a Containerfile.
    case invalidVariableValue
    /// The bento needs secrets, which the builder can't give without BuildKit.
    case secretsNeedBuildKit
    /// A file of the bento can't be read.
    case unreadableFile
    /// BentoML's configuration, which the environment names, can't be used.
    case invalidConfiguration
    /// There is no file of the bento's own template, or none of one that a template names.
    case missingTemplate
    /// A template can't be understood, or uses a filter that doesn't exist.
    case invalidTemplate
    /// A template tries to get at what templates must not touch.
    case forbiddenInTemplate
    /// A template can't be rendered: it uses what isn't defined, fails to compute something, takes
    /// too long or makes too much.
    case failedTemplate
    /// A secret is set neither in the environment nor in `bento.yaml`.
    case missingSecret
  }

  /// The kind of this error.
  public let kind: Kind
  /// What happened and what to do, without the location; one line.
  public let message: String
  /// Where in a template it happened, if it was in one.
  public let location: FileLocation?

  init(_ kind: Kind, _ message: String, at location: FileLocation? = nil) {
    self.kind = kind
    self.message = message
    self.location = location
  }

  /// The whole error in one line: location, then message.
  public var description: String { location.map { "\($0): \(message)" } ?? message }
}
