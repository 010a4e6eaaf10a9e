public import Bento
public import BuildKit

/// Builds a bento into an image.
///
/// Whether a builder program runs or BuildKit is spoken to directly, the call is the same. A direct
/// build reads the bento's files and models where they are; nothing is copied. Cancelling the task
/// cancels the build.
///
/// - Parameters:
///   - bento: a bento from a `BentoStore`, or of a folder or an archive.
///   - backend: what builds; see ``backend(named:)`` for one that is known by its name only.
///   - imageTags: names for the image, one or many; without any, the bento's tag. The option `tag`
///     goes before them.
///   - features: optional features of BentoML to install into the image, such as `grpc`.
///   - options: the backend's options.
///   - secrets: secrets for the bento's own commands, beside those that its `bento.yaml` declares.
///   - models: where the models of BentoML's registry are; nil for the store of `BENTOML_HOME`.
///   - runAsRoot: whether a builder program is run by `sudo`.
///   - timeout: how long the whole build may take; nil for as long as it needs.
///   - onEvent: called with the build's news, one at a time and in order.
///   - environment: where variables are looked up, `PATH` among them. A builder program gets the
///     environment of this process.
/// - Returns: what was made, once it is wholly there.
/// - Throws: `BentoError`, `ContainerfileError`, ``ContainerError`` before anything is built;
///   `FileTreeError` if the bento's files can't be read; `BuildError` or ``ProcessFailure`` if the
///   build fails; `CancellationError`.
public func build<Builder: Backend>(
  _ bento: Bento, backend: Builder = Docker(), imageTags: ImageTags = [], features: [String] = [],
  options: Builder.Options = .init(), secrets: [SecretSpecification] = [],
  models: ModelStore? = nil, runAsRoot: Bool = false, timeout: Duration? = nil,
  onEvent: @escaping @Sendable (BuildEvent) async -> Void = { _ in },
  environment: @escaping EnvironmentLookup = processEnvironment
) async throws -> BuildReport {
  var order = BuildOrder(bento)
  order.imageTags = imageTags
  order.features = features
  order.secrets = secrets
  order.modelStore = models
  order.runAsRoot = runAsRoot
  order.timeout = timeout
  order.environment = environment
  return try await ConfiguredBackend(backend, typed: options).build(order, onEvent: onEvent)
}

/// Builds the bento that a reference names: a tag, or the path of a folder or of an exported archive.
///
/// Tags are looked up in `store`, which is that of `BENTOML_HOME` where none is given. All else is as with
/// ``build(_:backend:imageTags:features:options:secrets:models:runAsRoot:timeout:onEvent:environment:)``,
/// the function that takes a `Bento`.
///
/// - Throws: what that function throws; `BentoError` for a reference that names none.
public func build<Builder: Backend>(
  _ reference: String, in store: BentoStore? = nil, backend: Builder = Docker(),
  imageTags: ImageTags = [], features: [String] = [], options: Builder.Options = .init(),
  secrets: [SecretSpecification] = [], models: ModelStore? = nil, runAsRoot: Bool = false,
  timeout: Duration? = nil, onEvent: @escaping @Sendable (BuildEvent) async -> Void = { _ in },
  environment: @escaping EnvironmentLookup = processEnvironment
) async throws -> BuildReport {
  let store = try store ?? BentoStore(home: BentoMLHome.folder(environment: environment))
  return try await build(
    try store.bento(named: reference), backend: backend, imageTags: imageTags, features: features,
    options: options, secrets: secrets, models: models, runAsRoot: runAsRoot, timeout: timeout,
    onEvent: onEvent, environment: environment)
}
