import Glibc

/// The permissions that new files don't get, umask(2).
///
/// The system call that tells it also changes it, for all threads; the kernel's own account of the
/// process (proc(5), `status`) does not.
enum FileCreationMask {
  /// As it is now; 0o022 where the kernel doesn't say.
  static var current: mode_t {
    let descriptor = open("/proc/self/status", O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return 0o022 }
    defer { close(descriptor) }
    var buffer = [UInt8](repeating: 0, count: 4096)
    let count = buffer.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
    guard count > 0 else { return 0o022 }
    return mask(in: buffer[..<count]) ?? 0o022
  }

  static func mask(in status: ArraySlice<UInt8>) -> mode_t? {
    for line in String(decoding: status, as: UTF8.self).split(separator: "\n")
    where line.hasPrefix("Umask:") {
      return mode_t(line.dropFirst(6).filter { !$0.isWhitespace }, radix: 8)
    }
    return nil
  }
}
