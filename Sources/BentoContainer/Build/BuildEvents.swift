public import Bento
public import BuildKit

/// Builds a bento into an image, as a sequence of events: its news, and at last the report.
///
/// The same build as that of the function `build`, whose parameters these are; see `BuildSequence` for
/// how it begins and ends. Nothing is looked at before the first event is asked for.
///
/// ```swift
/// for try await event in buildEvents("iris_classifier", backend: .buildctl) {
///   switch event {
///   case .news(.status(let status)): show(status)
///   case .news(.output(let bytes)): show(bytes)
///   case .finished(let report): print(report.digest ?? "")
///   }
/// }
/// ```
public func buildEvents<Builder: Backend>(
  _ bento: Bento, backend: Builder = Docker(), imageTags: ImageTags = [], features: [String] = [],
  options: Builder.Options = .init(), secrets: [SecretSpecification] = [],
  models: ModelStore? = nil, runAsRoot: Bool = false, timeout: Duration? = nil
) -> BuildSequence<BuildEvent, BuildReport> {
  BuildSequence { tell in
    try await build(
      bento, backend: backend, imageTags: imageTags, features: features, options: options,
      secrets: secrets, models: models, runAsRoot: runAsRoot, timeout: timeout, onEvent: tell)
  }
}

/// Builds the bento that a reference names, as a sequence of events: a tag, or the path of a folder or of
/// an exported archive.
///
/// Tags are looked up in `store`, which is that of `BENTOML_HOME` where none is given. All else is as with
/// ``buildEvents(_:backend:imageTags:features:options:secrets:models:runAsRoot:timeout:)``, the function
/// that takes a `Bento`.
public func buildEvents<Builder: Backend>(
  _ reference: String, in store: BentoStore? = nil, backend: Builder = Docker(),
  imageTags: ImageTags = [], features: [String] = [], options: Builder.Options = .init(),
  secrets: [SecretSpecification] = [], models: ModelStore? = nil, runAsRoot: Bool = false,
  timeout: Duration? = nil
) -> BuildSequence<BuildEvent, BuildReport> {
  BuildSequence { tell in
    try await build(
      reference, in: store, backend: backend, imageTags: imageTags, features: features,
      options: options, secrets: secrets, models: models, runAsRoot: runAsRoot, timeout: timeout,
      onEvent: tell)
  }
}

extension ConfiguredBackend {
  /// Builds, as a sequence of events: news, and at last the report.
  public func events(of order: BuildOrder) -> BuildSequence<BuildEvent, BuildReport> {
    BuildSequence { try await build(order, onEvent: $0) }
  }
}

extension BuildPlan {
  /// The build as a sequence of events: news, and at last the report.
  public var events: BuildSequence<BuildEvent, BuildReport> {
    BuildSequence { try await run(onEvent: $0) }
  }
}
