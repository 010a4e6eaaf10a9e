import Glibc

/// The lock of an index, which only one client at a time holds: flock(2) on `index.json.lock`, as
/// BuildKit's own clients have it, which remove the file when they are done.
struct LayoutLock {
  private let descriptor: Int32
  private let path: String

  /// Waits for the lock.
  ///
  /// - Parameters:
  ///   - index: the path of the index.
  ///   - patience: how long to wait for others.
  init(_ index: String, patience: Duration) throws(LayoutIndex.Failure) {
    path = index + ".lock"
    let end = ContinuousClock.now + patience
    while true {
      let file = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o644)
      guard file >= 0 else {
        throw LayoutIndex.Failure(
          description: "\(SystemFailure(operation: "locking \(path)", errno: errno))")
      }
      // Whoever held it may have removed the file that we wait for.
      if flock(file, LOCK_EX | LOCK_NB) == 0, Self.isSame(file, path) {
        descriptor = file
        return
      }
      close(file)
      guard ContinuousClock.now < end else {
        throw LayoutIndex.Failure(
          description: "\(path) is locked by another build; if none runs, remove the file")
      }
      usleep(20_000)
    }
  }

  private static func isSame(_ file: Int32, _ path: String) -> Bool {
    var (ours, there) = (stat(), stat())
    return fstat(file, &ours) == 0 && stat(path, &there) == 0 && ours.st_ino == there.st_ino
  }

  /// Lets others have it.
  func release() {
    unlink(path)
    close(descriptor)
  }
}
