import BuildKit
import BuildProgress
import Dispatch
import Glibc

/// A file that a build's news are added to as they come: objects of JSON, one on each line, as buildctl
/// writes them.
final class TraceFile: Sendable {
  private let path: String
  private let descriptor: Int32
  /// A pipe or a network file system may keep a write waiting as long as they like.
  private let queue = DispatchQueue(label: "trace")

  /// Opens the file, or makes it.
  ///
  /// - Throws: ``ContainerError`` of kind `unwritableOutput`.
  init(_ path: String) throws(ContainerError) {
    self.path = path
    descriptor = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw Self.unwritable(path, errno) }
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }

  /// Adds news.
  ///
  /// - Throws: ``ContainerError`` of kind `unwritableOutput`.
  func add(_ status: StatusResponse) async throws(ContainerError) {
    let bytes = Array(StatusJSON(status).text.utf8) + [UInt8(ascii: "\n")]
    let failure = await withCheckedContinuation { continuation in
      queue.async { continuation.resume(returning: self.write(bytes)) }
    }
    if let failure { throw Self.unwritable(path, failure) }
  }

  private func write(_ bytes: [UInt8]) -> Int32? {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return errno }
      rest = rest.dropFirst(count)
    }
    return nil
  }

  private static func unwritable(_ path: String, _ number: Int32) -> ContainerError {
    ContainerError(.unwritableOutput, "writing \(path): \(String(cString: strerror(number)))")
  }
}
