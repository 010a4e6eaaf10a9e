import BuildKit
import Glibc

/// A file that something about a build is written to.
enum ResultFile {
  /// Writes a file; whoever reads it sees the old content or the new one.
  ///
  /// - Throws: ``ContainerError`` of kind `unwritableOutput`.
  static func write(_ contents: [UInt8], to path: String) throws(ContainerError) {
    do throws(SystemFailure) {
      try WholeFile.replace(path, with: contents)
    } catch {
      throw ContainerError(.unwritableOutput, "\(error); the image is built")
    }
  }

  /// Removes a file, if it is there.
  ///
  /// - Throws: ``ContainerError`` of kind `unwritableOutput`.
  static func remove(_ path: String) throws(ContainerError) {
    guard unlink(path) != 0, errno != ENOENT else { return }
    let failure = SystemFailure(operation: "removing \(path)", errno: errno)
    throw ContainerError(.unwritableOutput, "\(failure)")
  }
}
