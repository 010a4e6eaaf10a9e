/// Something that is done to the files of a file system.
public struct LLBFileAction: Sendable {
  enum Kind: Sendable {
    case copy(path: String, to: String, LLBCopy)
    case makeFile(path: String, contents: [UInt8], permissions: UInt16, LLBOwner?)
    case makeFolder(path: String, permissions: UInt16, makesParents: Bool, LLBOwner?)
    case remove(path: String, allowsNothing: Bool, isPattern: Bool)
    case link(path: String, to: String)
  }

  let kind: Kind
  /// What is copied from.
  var source: LLBOutput?
  /// The folder that relative paths in what is copied from are taken from.
  var sourceFolder = "/"

  /// Copies a file or folder from another file system.
  ///
  /// - Parameters:
  ///   - source: where it is.
  ///   - path: its path there; with `*` and `?` if the options say so.
  ///   - destination: where it is put; a slash at the end means into a folder.
  ///   - options: how.
  public static func copy(
    from source: LLBState, _ path: String, to destination: String, _ options: LLBCopy = LLBCopy()
  ) -> LLBFileAction {
    LLBFileAction(
      kind: .copy(path: path, to: destination, options), source: source.output,
      sourceFolder: source.process.directory)
  }

  /// Makes a file.
  public static func makeFile(
    _ path: String, _ contents: [UInt8], permissions: UInt16 = 0o644, owner: LLBOwner? = nil
  ) -> LLBFileAction {
    LLBFileAction(
      kind: .makeFile(path: path, contents: contents, permissions: permissions, owner))
  }

  /// Makes a folder.
  public static func makeFolder(
    _ path: String, permissions: UInt16 = 0o755, makesParents: Bool = false, owner: LLBOwner? = nil
  ) -> LLBFileAction {
    LLBFileAction(
      kind: .makeFolder(
        path: path, permissions: permissions, makesParents: makesParents, owner))
  }

  /// Removes a file, or a folder with all that is in it.
  ///
  /// - Parameters:
  ///   - path: where it is; with `*` and `?` if it is a pattern.
  ///   - allowsNothing: whether it is well if there is nothing.
  ///   - isPattern: whether `*` and `?` stand for names.
  public static func remove(
    _ path: String, allowsNothing: Bool = false, isPattern: Bool = false
  ) -> LLBFileAction {
    LLBFileAction(
      kind: .remove(path: path, allowsNothing: allowsNothing, isPattern: isPattern))
  }

  /// Makes a symbolic link. Known from BuildKit 0.20 on.
  public static func link(_ path: String, to target: String) -> LLBFileAction {
    LLBFileAction(kind: .link(path: path, to: target))
  }
}

/// Who owns a file.
public struct LLBOwner: Hashable, Sendable {
  /// A user or group.
  public enum Name: Hashable, Sendable {
    /// By number.
    case id(UInt32)
    /// By name, looked up in the file system itself.
    case name(String)
  }

  /// The user; nil for root.
  public var user: Name?
  /// The group; nil for root's.
  public var group: Name?

  /// An owner.
  public init(user: Name? = nil, group: Name? = nil) {
    self.user = user
    self.group = group
  }
}

/// How something is copied.
public struct LLBCopy: Hashable, Sendable {
  /// Who owns the copy; nil for root.
  public var owner: LLBOwner?
  /// The copy's permissions; nil for those of the source.
  public var permissions: UInt16?
  /// Whether a link is replaced by what it leads to.
  public var followsLinks = false
  /// Whether of a folder only what is in it is copied.
  public var copiesContents = false
  /// Whether an archive is unpacked.
  public var unpacks = false
  /// Whether folders on the way are made.
  public var makesParents = false
  /// Whether `*` and `?` stand for names.
  public var isPattern = false
  /// Whether it is well if a pattern stands for nothing.
  public var allowsNothing = false
  /// What of it is copied; all if empty.
  public var includePatterns: [String] = []
  /// What of it isn't.
  public var excludePatterns: [String] = []

  /// As it is.
  public init() {}
}

extension LLBState {
  /// Does something to the file system's files, one after the other, as one step.
  public func files(_ actions: LLBFileAction...) -> LLBState { files(actions) }

  /// Does something to the file system's files, one after the other, as one step.
  public func files(_ actions: [LLBFileAction]) -> LLBState {
    guard !actions.isEmpty else { return self }
    let vertex = LLBVertex(
      .files(base: output, actions: actions.map { $0.resolved(in: process.directory) }))
    return with(LLBOutput(vertex: vertex))
  }

  /// File systems laid over each other, the lowest first. What they share is not copied.
  public static func merge(_ states: [LLBState]) -> LLBState {
    let layers = states.filter { $0.output != nil }
    guard layers.count > 1, let first = layers.first else { return layers.first ?? .scratch }
    return first.with(LLBOutput(vertex: LLBVertex(.merge(layers.compactMap(\.output)))))
  }

  /// What `upper` adds to `lower`, or removes of it.
  public static func difference(from lower: LLBState, to upper: LLBState) -> LLBState {
    guard lower.output != nil else { return upper }
    let vertex = LLBVertex(.difference(lower: lower.output, upper: upper.output))
    return lower.with(LLBOutput(vertex: vertex))
  }
}

extension LLBFileAction {
  /// With paths that are taken from no folder.
  fileprivate func resolved(in folder: String) -> LLBFileAction {
    func absolute(_ path: String) -> String { LLBPath.absolute(path, in: folder) }
    let kind: Kind =
      switch kind {
      case .copy(let path, let destination, let options):
        .copy(
          path: LLBPath.absolute(path, in: sourceFolder),
          to: LLBPath.destination(destination, in: folder), options)
      case .makeFile(let path, let contents, let permissions, let owner):
        .makeFile(path: absolute(path), contents: contents, permissions: permissions, owner)
      case .makeFolder(let path, let permissions, let makesParents, let owner):
        .makeFolder(
          path: absolute(path), permissions: permissions, makesParents: makesParents, owner)
      case .remove(let path, let allowsNothing, let isPattern):
        .remove(path: absolute(path), allowsNothing: allowsNothing, isPattern: isPattern)
      case .link(let path, let target): .link(path: absolute(path), to: target)
      }
    return LLBFileAction(kind: kind, source: source)
  }
}
