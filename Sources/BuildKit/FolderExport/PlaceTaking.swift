import Glibc

/// Puts new things where something else may be.
enum PlaceTaking {
  /// Gives a file its name; a folder of that name goes, with what is in it.
  static func rename(_ old: [UInt8], to new: [UInt8], in parent: Int32) throws(SystemFailure) {
    if renameat(parent, old.cString, parent, new.cString) == 0 { return }
    if errno == EISDIR {
      try FolderRemoval.remove(new, in: parent)
      if renameat(parent, old.cString, parent, new.cString) == 0 { return }
    }
    let failure = SystemFailure(operation: "writing \(new.shown)", errno: errno)
    unlinkat(parent, old.cString, 0)
    throw failure
  }

  /// Runs a system call that makes something; if there is something of that name, it is removed
  /// first.
  static func make(
    _ name: [UInt8], in parent: Int32, _ call: ([CChar]) -> Int32
  ) throws(SystemFailure) {
    if call(name.cString) == 0 { return }
    if errno == EEXIST {
      try FolderRemoval.remove(name, in: parent)
      if call(name.cString) == 0 { return }
    }
    throw SystemFailure(operation: "writing \(name.shown)", errno: errno)
  }
}
