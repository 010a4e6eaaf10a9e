import Glibc

/// Where things are that tests need.
package enum Places {
  /// The folder of this package.
  package static let package = #filePath.split(separator: "/").prefix { $0 != "Tests" }
    .map { "/\($0)" }.joined()

  /// The program `bentokit`, which is built beside the running one.
  package static let bentokit: String = {
    var buffer = [UInt8](repeating: 0, count: Int(PATH_MAX))
    let count = buffer.withUnsafeMutableBytes { bytes in
      bytes.baseAddress.map {
        readlink("/proc/self/exe", $0.assumingMemoryBound(to: CChar.self), bytes.count)
      } ?? 0
    }
    let own = String(decoding: buffer.prefix(max(count, 0)), as: UTF8.self)
    return own.split(separator: "/").dropLast().map { "/\($0)" }.joined() + "/bentokit"
  }()
}
