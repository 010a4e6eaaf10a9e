import Glibc

/// A file system in memory, mounted on a folder until it is let go.
final class MountedMemory: Sendable {
  private let folder: ScratchFolder
  /// Where it is mounted.
  var path: String { folder.path }

  /// - Parameter options: as `mount -o` takes them.
  init(at folder: ScratchFolder, options: String) throws {
    self.folder = folder
    try Self.run(["/usr/bin/mount", "-t", "tmpfs", "-o", options, "tmpfs", folder.path])
  }

  deinit { unmount() }

  func unmount() { try? Self.run(["/usr/bin/umount", "-l", folder.path]) }

  private static func run(_ words: [String]) throws {
    let nothing = try OpenedFile(path: "/dev/null", flags: O_RDWR)
    let process = try ChildProcess(
      words, environment: [:],
      streams: .init(
        input: nothing.descriptor, output: nothing.descriptor, errors: nothing.descriptor))
    var status: Int32 = 0
    waitpid(process.identifier, &status, 0)
    guard status == 0 else { throw Failure("\(words.joined(separator: " ")) failed") }
  }
}
