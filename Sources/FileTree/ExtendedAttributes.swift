import CLinux
import Glibc

/// Reads extended attributes, and remembers what the system cannot do.
struct ExtendedAttributeReader {
  /// Whether the system can list the attributes of a file by its directory.
  static let systemListsByDirectory =
    bentokit_listxattrat(AT_FDCWD, "/", nil, 0) >= 0 || errno == ENOTSUP

  /// Whether that is made use of; else attributes are listed by whole paths.
  private let listsByDirectory: Bool
  /// A file system (by its device) that has no extended attributes.
  private var incapable: dev_t?

  init(listsByDirectory: Bool = Self.systemListsByDirectory) {
    self.listsByDirectory = listsByDirectory
  }

  /// The attributes of a file in a directory, a link not being followed.
  ///
  /// As with BuildKit's own client, those that macOS keeps for itself (`com.apple.*`) are left out,
  /// and those whose values may not be read.
  mutating func attributes(
    of name: UnsafePointer<CChar>, in directory: OpenDirectory, device: dev_t
  ) throws(FileTreeError) -> [ExtendedAttribute] {
    if incapable == device { return [] }
    if listsByDirectory {
      let count = bentokit_listxattrat(directory.descriptor, name, nil, 0)
      if count == 0 { return [] }
      if count < 0 {
        guard errno == ENOTSUP else {
          throw FileTreeError(system: errno, directory.shownPath(name))
        }
        incapable = device
        return []
      }
    }
    return try attributes(directory.systemPath(of: name), device, shown: directory, name)
  }

  private mutating func attributes(
    _ path: [CChar], _ device: dev_t, shown directory: OpenDirectory, _ name: UnsafePointer<CChar>
  ) throws(FileTreeError) -> [ExtendedAttribute] {
    while true {
      let needed = llistxattr(path, nil, 0)
      if needed < 0, errno == ENOTSUP { incapable = device }
      if needed == 0 || needed < 0 && errno == ENOTSUP { return [] }
      guard needed > 0 else { throw FileTreeError(system: errno, directory.shownPath(name)) }
      var list = [CChar](repeating: 0, count: needed)
      let count = llistxattr(path, &list, needed)
      if count < 0, errno == ERANGE { continue }
      guard count >= 0 else { throw FileTreeError(system: errno, directory.shownPath(name)) }
      let keys = list[..<count].split(separator: 0).map { $0.map(UInt8.init(bitPattern:)) }
      return keys.filter(Self.isSent)
        .sorted { $0.lexicographicallyPrecedes($1) }
        .compactMap { key in
          Self.value(of: key, path).map { ExtendedAttribute(name: key, value: $0) }
        }
    }
  }

  /// Whether BuildKit is told about an attribute of this name.
  static func isSent(_ key: [UInt8]) -> Bool { !key.starts(with: "com.apple.".utf8) }

  /// A value, or nil when it may not be read.
  private static func value(of key: [UInt8], _ path: [CChar]) -> [UInt8]? {
    let key = key.map(CChar.init(bitPattern:)) + [0]
    while true {
      let needed = lgetxattr(path, key, nil, 0)
      guard needed >= 0 else { return nil }
      var value = [UInt8](repeating: 0, count: needed)
      let count = lgetxattr(path, key, &value, needed)
      if count < 0, errno == ERANGE { continue }
      return count < 0 ? nil : [UInt8](value[..<count])
    }
  }
}
