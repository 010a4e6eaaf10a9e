/// A place in a ``FileTree``: a relative path of bytes whose components are separated by slashes.
///
/// Names of files on Linux are bytes, not text: two names that look the same (é as one code point
/// or as two) are two files. So a path is never turned into a `String` except to be shown.
public struct TreePath: Hashable, Sendable {
  /// The path: no slash at either end, no NUL, no component that is empty, `.` or `..`.
  /// Empty for the root of the tree.
  public let bytes: [UInt8]

  /// The root of the tree.
  public static let root = TreePath(valid: [])

  /// A path from text, in UTF-8.
  ///
  /// - Throws: ``FileTreeError`` with the code `invalidPath`.
  public init(_ path: String) throws(FileTreeError) {
    try self.init(bytes: [UInt8](path.utf8))
  }

  /// A path from bytes; none at all are the root.
  ///
  /// - Throws: ``FileTreeError`` with the code `invalidPath` when a component is empty, `.` or `..`
  ///   or when there is a NUL.
  public init(bytes: [UInt8]) throws(FileTreeError) {
    if !bytes.isEmpty {
      for component in bytes.split(separator: .slash, omittingEmptySubsequences: false) {
        let special = component.elementsEqual([.dot]) || component.elementsEqual([.dot, .dot])
        guard !component.isEmpty, !special, !component.contains(0) else {
          throw FileTreeError(.invalidPath, bytes)
        }
      }
    }
    self.bytes = bytes
  }

  private init(valid bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// Whether this is the root of the tree.
  public var isRoot: Bool { bytes.isEmpty }

  /// The names on the way from the root, in order.
  public var components: [[UInt8]] { bytes.split(separator: .slash).map([UInt8].init) }

  /// The path of something inside this folder.
  ///
  /// - Throws: ``FileTreeError`` with the code `invalidPath` when `path` is not one.
  public func appending(_ path: String) throws(FileTreeError) -> TreePath {
    let tail = try TreePath(path)
    if isRoot || tail.isRoot { return isRoot ? tail : self }
    return TreePath(valid: bytes + [.slash] + tail.bytes)
  }
}

extension TreePath: Comparable {
  /// BuildKit's order: component by component, each compared byte by byte. So `a/b` comes before
  /// `a-b`, although the slash is the greater byte of the two.
  public static func < (left: TreePath, right: TreePath) -> Bool {
    for (l, r) in zip(left.bytes, right.bytes) where l != r {
      if l == .slash || r == .slash { return l == .slash }
      return l < r
    }
    return left.bytes.count < right.bytes.count
  }
}

extension TreePath: CustomStringConvertible {
  /// The path to be shown: bytes that are not UTF-8 are replaced.
  public var description: String { String(decoding: bytes, as: UTF8.self) }
}

extension UInt8 {
  static let slash = UInt8(ascii: "/")
  static let dot = UInt8(ascii: ".")
}
