import CLinux
import Glibc

/// The folders below an output folder, as open descriptors: the last ones that were used stay open.
///
/// No symbolic link is followed on the way, and no path leads out of the output folder, whatever
/// anybody does to the folders in the meantime. Confined to one thread.
final class OpenFolders {
  private static let kept = 8
  private static let flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW

  /// The output folder, which somebody else keeps open.
  private let root: Int32
  /// The least recently used one first.
  private var open: [(path: [UInt8], descriptor: Int32)] = []

  init(root: Int32) { self.root = root }

  deinit {
    for folder in open { close(folder.descriptor) }
  }

  /// A folder's descriptor, to be used before the next one is asked for.
  ///
  /// - Parameter path: relative and checked; empty for the output folder itself.
  func descriptor(of path: [UInt8]) throws(SystemFailure) -> Int32 {
    if path.isEmpty { return root }
    if let index = open.lastIndex(where: { $0.path == path }) {
      if index < open.count - 1 { open.append(open.remove(at: index)) }
      return open[open.count - 1].descriptor
    }
    let descriptor = try openBelow(path)
    if open.count == Self.kept { close(open.removeFirst().descriptor) }
    open.append((path, descriptor))
    return descriptor
  }

  /// The descriptor of the folder that a path lies in.
  func parent(of path: [UInt8]) throws(SystemFailure) -> Int32 {
    try descriptor(of: Array(path[..<(path.lastIndex(of: .slash) ?? 0)]))
  }

  private func openBelow(_ path: [UInt8]) throws(SystemFailure) -> Int32 {
    let descriptor = bentokit_open_beneath(root, path.cString, Self.flags, 0)
    if descriptor >= 0 { return descriptor }
    guard errno == ENOSYS || errno == EPERM else { throw failure(path) }
    return try openByEachName(path)
  }

  /// The same for systems that can't do it at once.
  private func openByEachName(_ path: [UInt8]) throws(SystemFailure) -> Int32 {
    var folder = root
    for name in path.split(separator: .slash) {
      let next = openat(folder, Array(name).cString, Self.flags)
      let failure = next < 0 ? failure(path) : nil
      if folder != root { close(folder) }
      if let failure { throw failure }
      folder = next
    }
    return folder
  }

  private func failure(_ path: [UInt8]) -> SystemFailure {
    SystemFailure(operation: "opening the folder \(path.shown)", errno: errno)
  }
}

extension [UInt8] {
  /// The bytes with a NUL at the end, for the system.
  var cString: [CChar] { map(CChar.init(bitPattern:)) + [0] }

  /// For people.
  var shown: String { String(decoding: self, as: UTF8.self) }

  /// The last component of a path.
  var lastName: [UInt8] { Array(self[(lastIndex(of: .slash).map { $0 + 1 } ?? 0)...]) }
}
