import BuildKit
import Glibc

/// A file that something about a build is written to.
enum ResultFile {
  /// Looks whether files can be written, without touching them: who learns of it after the build has
  /// waited for nothing.
  ///
  /// - Throws: ``ContainerError`` of kind `unwritableOutput`, with all that can't be.
  static func check(_ paths: [String]) throws(ContainerError) {
    let mistakes = paths.compactMap { path in
      mistake(at: path).map { "writing \(path): \(String(cString: strerror($0)))" }
    }
    guard mistakes.isEmpty else {
      throw ContainerError(.unwritableOutput, mistakes.joined(separator: "; "))
    }
  }

  /// The number of the error that writing would meet; nil for none.
  private static func mistake(at path: String) -> Int32? {
    var status = stat()
    if stat(path, &status) == 0 {
      if status.st_mode & S_IFMT == S_IFDIR { return EISDIR }
      return isAllowed(path, W_OK)
    }
    guard errno == ENOENT, !path.hasSuffix("/") else { return errno == ENOENT ? EISDIR : errno }
    return isAllowed(folder(of: path), W_OK | X_OK)
  }

  private static func isAllowed(_ path: String, _ mode: Int32) -> Int32? {
    faccessat(AT_FDCWD, path, mode, AT_EACCESS) == 0 ? nil : errno
  }

  private static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// Writes a file; whoever reads it sees the old content or the new one.
  ///
  /// - Throws: ``ContainerError`` of kind `resultNotWritten`.
  static func write(_ contents: [UInt8], to path: String) throws(ContainerError) {
    do throws(SystemFailure) {
      try WholeFile.replace(path, with: contents)
    } catch {
      throw ContainerError(.resultNotWritten, "\(error); the image is built")
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
