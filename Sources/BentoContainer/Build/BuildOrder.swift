public import Bento
public import BuildKit
import Containerfile
import FileTree

/// What to build, whatever builds it.
public struct BuildOrder: Sendable {
  /// The bento.
  public var bento: Bento
  /// Names for the image.
  public var imageTags: ImageTags = []
  /// Optional features of BentoML to install into the image, such as `grpc`.
  public var features: [String] = []
  /// Secrets for the bento's own commands, beside those that its `bento.yaml` declares.
  public var secrets: [SecretSpecification] = []
  /// Where the models of BentoML's registry are; nil for the store of `BENTOML_HOME`.
  public var modelStore: ModelStore?
  /// Whether a builder program is run by `sudo`; tried with a program in its place only.
  public var runAsRoot = false
  /// Whether a builder program may use the terminal, and so draw its own progress there.
  public var sharesTerminal = false
  /// The folder in which a builder program gets the context, as a folder of links or clones; nil for the
  /// one that `BENTOKIT_STAGING_FOLDER` names, else `tmp` in BentoML's home.
  public var stagingFolder: String?
  /// How long the whole build may take; nil for as long as it needs.
  public var timeout: Duration?
  /// The environment.
  public var environment: EnvironmentLookup = processEnvironment
  package var folder = WorkingFolder.current

  /// A build with the defaults.
  public init(_ bento: Bento) { self.bento = bento }
}

extension BuildOrder {
  /// The names that the image gets: those that an option asks for, else those of the order, else the
  /// bento's tag. An option that asks for none leaves the image without.
  ///
  /// - Throws: ``ContainerError`` of kind `invalidImageName`.
  func imageNames(insteadOf explicit: [String]?) throws(ContainerError) -> [String] {
    if let names = explicit ?? (imageTags.names.isEmpty ? nil : imageTags.names) {
      for name in names { try ImageReference.validate(name) }
      return names
    }
    let name = "\(bento.tag)"
    do {
      try ImageReference.validate(name)
    } catch {
      throw ContainerError(
        .invalidImageName, "\(error.message); give the image a name of its own with --image-tag")
    }
    return [name]
  }

  /// The store of models.
  func models() throws(BentoError) -> ModelStore {
    if let modelStore { return modelStore }
    return ModelStore(home: try BentoMLHome.folder(environment: environment))
  }

  /// The build context, the Containerfile in it.
  func context(with containerfile: Containerfile) throws -> FileTree {
    try FileTree(
      bento.context(
        models: models(), hub: HubCache(environment: environment),
        fetch: HubFetch(environment: environment),
        files: [GeneratedFile(path: Containerfile.path, content: containerfile.text)]))
  }
}
