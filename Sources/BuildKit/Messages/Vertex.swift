import CBuildKitProtos

/// A step of a build: a node of its graph.
public struct Vertex: Hashable, Sendable {
  /// Identifies the step within the build, as `sha256:…`.
  public var digest: String
  /// Digests of the steps it takes its input from.
  public var inputs: [String] = []
  /// For people, such as `[2/5] RUN make`. Names that begin with `[internal]` are BuildKit's own.
  public var name: String
  /// Whether its result came from the cache.
  public var isCached = false
  /// When it last started, if it has.
  public var started: Timestamp?
  /// When it last ended, well or badly. A step may start anew after that.
  public var completed: Timestamp?
  /// Why it failed; empty if it didn't.
  public var error = ""
  /// The group that it is shown as a part of.
  public var progressGroup: ProgressGroup?

  /// A step that hasn't started.
  public init(digest: String, name: String) {
    self.digest = digest
    self.name = name
  }
}

/// Steps that are shown as one.
public struct ProgressGroup: Hashable, Sendable {
  /// Identifies the group.
  public var id: String
  /// For people.
  public var name: String
  /// Whether the group gives way where the same step is also part of another one.
  public var isWeak: Bool

  /// A group by identifier and name.
  public init(id: String, name: String, isWeak: Bool = false) {
    self.id = id
    self.name = name
    self.isWeak = isWeak
  }
}

extension Vertex: WireReadable {
  init(_ wire: Moby__Buildkit__V1__Vertex) {
    digest = wire.digest.text
    inputs = texts(wire.n_inputs, wire.inputs)
    name = wire.name.text
    isCached = wire.cached != 0
    started = value(wire.started)
    completed = value(wire.completed)
    error = wire.error.text
    progressGroup = value(wire.progress_group)
  }
}

extension ProgressGroup: WireReadable {
  init(_ wire: Pb__ProgressGroup) {
    self.init(id: wire.id.text, name: wire.name.text, isWeak: wire.weak != 0)
  }
}
