import Glibc

/// A lock on a file, which other processes see; gone with the process at the latest.
final class FileLock: Sendable {
  private let descriptor: Int32

  /// Opens the file of a lock, which isn't taken yet.
  ///
  /// - Throws: ``EmbeddedError/unusableFolder(path:reason:)``.
  init(_ path: String) throws(EmbeddedError) {
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else {
      throw .unusableFolder(path: path, reason: String(cString: strerror(errno)))
    }
  }

  deinit { close(descriptor) }

  /// Takes the lock for us alone, if it is free or only ours; gives up what we share of it then, and if
  /// not.
  func takeAlone() -> Bool { flock(descriptor, LOCK_EX | LOCK_NB) == 0 }

  /// Takes a share of the lock, if nobody has it alone.
  func share() -> Bool { flock(descriptor, LOCK_SH | LOCK_NB) == 0 }

  /// Gives the lock, or our share of it, back.
  func giveBack() { flock(descriptor, LOCK_UN) }
}
