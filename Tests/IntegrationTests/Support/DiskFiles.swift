import Glibc

extension ScratchFolder {
  /// The path of something in the folder, as a C string of any bytes.
  private func path(bytes name: [UInt8]) -> [CChar] {
    (Array(path.utf8) + [UInt8(ascii: "/")] + name + [0]).map(CChar.init(bitPattern:))
  }

  /// Writes a file whose name is of any bytes.
  func write(_ content: [UInt8], at name: [UInt8]) throws {
    let file = open(path(bytes: name), O_WRONLY | O_CREAT | O_CLOEXEC, 0o644)
    guard file >= 0 else { throw Failure("can't make \(name): error \(errno)") }
    defer { close(file) }
    guard Glibc.write(file, content, content.count) == content.count else {
      throw Failure("can't write \(name)")
    }
  }

  /// Makes a file of so many bytes that takes no room on the disk.
  func makeSparseFile(_ name: String, size: Int) throws {
    let file = try OpenedFile(path: path(name))
    try check(ftruncate(file.descriptor, size), name)
  }

  /// Makes a folder.
  func makeFolder(_ name: String, mode: mode_t = 0o755) throws {
    try check(mkdir(path(name), 0o700), name)
    try check(chmod(path(name), mode), name)
  }

  /// Makes a symbolic link.
  func makeLink(_ name: String, to target: String) throws {
    try check(symlink(target, path(name)), name)
  }

  /// Makes another name of a file.
  func makeHardLink(_ name: String, to other: String) throws {
    try check(link(path(other), path(name)), name)
  }

  private func check(_ result: Int32, _ name: String) throws {
    guard result == 0 else { throw Failure("can't make \(path(name)): error \(errno)") }
  }
}
