import Connections
import Glibc

/// A `buildkitd` from `PATH` that runs as long as commands of this user need it. Its state is kept.
///
/// Whoever comes first starts it, who comes while it runs joins in, and whoever goes last stops it. Each
/// holds a share of one lock as long as it needs the daemon; starting and stopping happen under another,
/// which one has alone. A daemon that nobody could stop is found and stopped by the next.
actor EmbeddedDaemon {
  /// That of this process, needed from its first connection to the end of the process.
  static let shared = EmbeddedDaemon()

  /// How long a daemon may take to start, and to stop.
  static let startLimit = Duration.seconds(60)
  static let stopLimit = Duration.seconds(15)

  private var membership: Membership?

  /// What a process that needs the daemon has.
  private struct Membership: Sendable {
    let place: EmbeddedPlace
    let share: FileLock
  }

  /// Sees to it that the daemon runs, until the end of this process.
  ///
  /// - Returns: where it listens.
  /// - Throws: ``EmbeddedError``; `CancellationError`.
  func join() async throws -> EmbeddedPlace {
    let place = try EmbeddedPlace(environment: ProcessEnvironment.value)
    if membership != nil, Self.answers(place) { return place }
    try place.prepare()
    let gate = try FileLock(place.runtime + "/gate.lock")
    let end = ContinuousClock.now + Self.startLimit
    while !gate.takeAlone() {
      guard ContinuousClock.now < end else { throw EmbeddedError.locked(path: place.runtime) }
      try await Task.sleep(for: .milliseconds(20))
    }
    defer { gate.giveBack() }
    if membership == nil {
      let share = try FileLock(place.runtime + "/users.lock")
      guard share.share() else { throw EmbeddedError.locked(path: place.runtime) }
      membership = Membership(place: place, share: share)
      _ = Leftovers.add { Self.leave(place, share) }
    }
    if !Self.answers(place) { try await Self.start(place, until: end) }
    return place
  }

  /// Gives our share back, and stops the daemon if nobody else has one. Blocks until that is done.
  private static func leave(_ place: EmbeddedPlace, _ share: FileLock) {
    guard let gate = try? FileLock(place.runtime + "/gate.lock") else { return }
    let end = ContinuousClock.now + startLimit
    while !gate.takeAlone() {
      // Who holds it either stops the daemon or needs it.
      guard ContinuousClock.now < end else { return }
      usleep(20_000)
    }
    if share.takeAlone() { stop(place) }
    share.giveBack()
    gate.giveBack()
  }

  static func stop(_ place: EmbeddedPlace) {
    if let listener = UnixSocket.listener(at: place.socket), case let leader = getpgid(listener),
      leader > 1, leader != getpgrp()
    {
      EndedProcess.end(leader, isGroup: true, within: stopLimit)
    }
    unlink(place.socket)
    unlink(place.telemetrySocket)
  }

  static func answers(_ place: EmbeddedPlace) -> Bool {
    UnixSocket.listener(at: place.socket) != nil
  }
}
