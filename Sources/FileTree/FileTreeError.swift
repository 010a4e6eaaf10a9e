import Glibc

/// Why a tree could not be made, walked, read or staged. It always names the file.
public struct FileTreeError: Error, Hashable, Sendable {
  /// What went wrong.
  public enum Code: Hashable, Sendable {
    /// A path in the tree is not one, or is the root where something inside is needed.
    case invalidPath
    /// An ignore pattern is malformed; it is in ``FileTreeError/path``.
    case invalidPattern
    /// A folder to add is not there.
    case notFound
    /// What was added as a folder is something else.
    case notAFolder
    /// A file or folder was listed, and gone when it was looked at or asked for.
    case vanished
    /// A file or folder is not the one that was listed any more, or grew, shrank or was written
    /// while it was read.
    case changed
    /// The system refuses: permissions.
    case notPermitted
    /// The system fails to read a file or folder, for the reason in `errorNumber`.
    case unreadable
    /// A symbolic link that is to be followed leads out of its folder.
    case linkLeavesFolder
    /// A symbolic link that is to be followed leads to nothing.
    case danglingLink
    /// A symbolic link that is to be followed leads back to a folder it lies in, or around in
    /// circles.
    case linkLoop
    /// Something can't be made where a tree is staged, for the reason in `errorNumber`.
    case unwritable
    /// The folder to stage a tree in is in a folder that the tree shows: it would hold itself.
    case stagedInItself
  }

  /// What went wrong.
  public let code: Code
  /// The file: its path on disk when it is on disk, else its path in the tree. In bytes.
  public let path: [UInt8]
  /// The target of the symbolic link at ``path``, in bytes; empty where it is about no link.
  public let target: [UInt8]
  /// The system's error number behind it (`errno`), 0 where there is none.
  public let errorNumber: Int32

  package init(
    _ code: Code, _ path: [UInt8], target: [UInt8] = [], errorNumber: Int32 = 0
  ) {
    self.code = code
    self.path = path
    self.target = target
    self.errorNumber = errorNumber
  }

  /// The error behind a failed system call on something that was listed before.
  init(system number: Int32, _ path: [UInt8]) {
    let code: Code =
      switch number {
      case ENOENT: .vanished
      case ENOTDIR, ELOOP: .changed
      case EACCES, EPERM: .notPermitted
      default: .unreadable
      }
    self.init(code, path, errorNumber: number)
  }
}

extension FileTreeError: CustomStringConvertible {
  /// One line for a user.
  public var description: String {
    let reason =
      switch code {
      case .invalidPath: "is not a path inside a tree"
      case .invalidPattern: "is not a pattern for paths"
      case .notFound: "does not exist"
      case .notAFolder: "is not a folder"
      case .vanished: "vanished while the build context was read"
      case .changed: "changed while the build context was read"
      case .notPermitted: "may not be read"
      case .unreadable: "cannot be read"
      case .linkLeavesFolder: "is a symbolic link\(leading), which leads out of its folder"
      case .danglingLink: "is a symbolic link\(leading), where there is nothing"
      case .linkLoop: "is a symbolic link\(leading), which leads back to where it lies"
      case .unwritable: "cannot be made"
      case .stagedInItself: "lies in a folder that is to be staged there"
      }
    let shown = String(decoding: path, as: UTF8.self)
    guard errorNumber != 0, let text = strerror(errorNumber) else { return "\(shown) \(reason)" }
    return "\(shown) \(reason): \(String(cString: text))"
  }

  private var leading: String {
    target.isEmpty ? "" : " to \(String(decoding: target, as: UTF8.self))"
  }
}
