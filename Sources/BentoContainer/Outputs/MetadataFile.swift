import BuildKit
import Glibc

/// A file that what the builder reports of a build is written to, as JSON.
enum MetadataFile {
  static func write(_ result: BuildResult, to path: String) throws(ContainerError) {
    try write(PlanJSON.text(result.exporterResponse) + "\n", to: path)
  }

  /// Writes a text in the place of what is there.
  static func write(_ text: String, to path: String) throws(ContainerError) {
    let bytes = Array(text.utf8)
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw unwritable(path) }
    defer { close(descriptor) }
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw unwritable(path) }
      rest = rest.dropFirst(count)
    }
  }

  private static func unwritable(_ path: String) -> ContainerError {
    ContainerError(
      .unwritableOutput, "writing \(path): \(String(cString: strerror(errno))); the image is built")
  }
}
