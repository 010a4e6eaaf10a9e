import CBuildKitProtos

/// What of a daemon's history to tell: `Control.ListenBuildHistory`.
public struct BuildHistoryRequest: Hashable, Sendable {
  /// Whether to leave out builds that have ended.
  public var activeOnly = false
  /// Whether to end once all there is has been sent, and not to wait for what comes.
  public var earlyExit = false
  // The rest is asked of no daemon. After somebody has listened to one build by its ref, its removal
  // only hides it, and from BuildKit 0.20 on (0.25.2 still) the next request with a filter or a limit
  // ends the daemon with a nil pointer (solver/llbsolver/history.go).
  /// One build, or all if empty.
  package var ref = ""
  /// Which builds, such as `status==error`. Daemons before 0.20 tell all.
  package var filters: [String] = []
  /// How many builds at most, the newest; 0 for all. Daemons before 0.20 tell all.
  package var limit: Int32 = 0

  /// Everything, and whatever comes.
  public init() {}
}

/// What can be done to a build of the history.
public enum BuildHistoryChange: Hashable, Sendable {
  /// It stays when the history is cleared.
  case pin
  /// It no longer does.
  case unpin
  /// It goes.
  case delete
  /// The daemon writes down the build's trace now. Daemons before 0.15 don't know it.
  case finalize
}

/// Asks `Control.UpdateBuildHistory`, whose answer is empty.
package struct UpdateBuildHistoryRequest: Hashable, Sendable {
  package var ref: String
  package var change: BuildHistoryChange

  package init(ref: String, change: BuildHistoryChange) {
    self.ref = ref
    self.change = change
  }
}

/// What happened to a build in the history.
public struct BuildHistoryEvent: Hashable, Sendable {
  /// Kinds of events.
  public enum Kind: Hashable, Sendable {
    /// The build runs.
    case started
    /// The build has ended.
    case complete
    /// The record is gone.
    case deleted
  }

  /// What happened.
  public var kind: Kind
  /// The record as it is now.
  public var record: BuildHistoryRecord
}

extension BuildHistoryRequest: WireEncodable {
  static var blank: Blank<Moby__Buildkit__V1__BuildHistoryRequest> {
    moby__buildkit__v1__build_history_request__init
  }

  func write(to wire: inout Moby__Buildkit__V1__BuildHistoryRequest, in arena: PackingArena) {
    wire.active_only = activeOnly ? 1 : 0
    wire.ref = arena.text(ref)
    wire.early_exit = earlyExit ? 1 : 0
    (wire.n_filter, wire.filter) = arena.texts(filters)
    wire.limit = limit
  }
}

extension UpdateBuildHistoryRequest: WireEncodable {
  static var blank: Blank<Moby__Buildkit__V1__UpdateBuildHistoryRequest> {
    moby__buildkit__v1__update_build_history_request__init
  }

  func write(
    to wire: inout Moby__Buildkit__V1__UpdateBuildHistoryRequest, in arena: PackingArena
  ) {
    wire.ref = arena.text(ref)
    wire.pinned = change == .pin ? 1 : 0
    wire.delete_ = change == .delete ? 1 : 0
    wire.finalize = change == .finalize ? 1 : 0
  }
}

extension BuildHistoryEvent: WireDecodable {
  static var unpack: Unpack<Moby__Buildkit__V1__BuildHistoryEvent> {
    moby__buildkit__v1__build_history_event__unpack
  }

  init(_ wire: Moby__Buildkit__V1__BuildHistoryEvent) {
    kind =
      switch wire.type {
      case MOBY__BUILDKIT__V1__BUILD_HISTORY_EVENT_TYPE__COMPLETE: .complete
      case MOBY__BUILDKIT__V1__BUILD_HISTORY_EVENT_TYPE__DELETED: .deleted
      default: .started
      }
    record = value(wire.record) ?? BuildHistoryRecord()
  }
}
