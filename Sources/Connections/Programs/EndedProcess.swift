package import Glibc

/// Processes that are to end.
package enum EndedProcess {
  /// Tells the process to end, and all of its group; kills them if it is still there after a while.
  /// Blocks until it has ended; for one that even that doesn't end, as long again.
  ///
  /// - Parameter isGroup: whether the process leads a group of its own, all of which is meant.
  package static func end(_ identifier: pid_t, isGroup: Bool, within grace: Duration) {
    let target = isGroup ? -identifier : identifier
    kill(target, SIGTERM)
    let isGone = wait(for: identifier, atMost: grace)
    // What it has left behind goes too.
    if isGroup || !isGone { kill(target, SIGKILL) }
    if !isGone { _ = wait(for: identifier, atMost: grace) }
  }

  /// Whether the process has ended in time.
  private static func wait(for identifier: pid_t, atMost limit: Duration) -> Bool {
    let end = ContinuousClock.now + limit
    while !hasEnded(identifier) {
      guard ContinuousClock.now < end else { return false }
      usleep(5000)
    }
    return true
  }

  /// Whether there is no such process, or it only waits for its parent to ask for its status.
  package static func hasEnded(_ identifier: pid_t) -> Bool {
    let descriptor = open("/proc/\(identifier)/stat", O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return true }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: 1024)
    let count = read(descriptor, &bytes, bytes.count)
    // The second field is the program's name in parentheses, in which anything may be.
    guard count > 0, let name = bytes[..<count].lastIndex(of: UInt8(ascii: ")")), name + 2 < count
    else { return true }
    return bytes[name + 2] == UInt8(ascii: "Z") || bytes[name + 2] == UInt8(ascii: "X")
  }
}
