import Archive
import BentoContainer
import Glibc

/// What a context from standard input is, with the bytes that were read of it to tell.
enum PipedContext {
  case archive([UInt8])
  case dockerfile([UInt8])

  /// What daemons unpack.
  private static let unpacked = ["bzip2", "gzip", "xz"]

  /// Reads as much as it takes to tell.
  ///
  /// - Throws: `ContainerError`, for nothing at all, and for an archive that no daemon unpacks.
  static func beginning(of descriptor: Int32) throws(ContainerError) -> PipedContext {
    let bytes = read(descriptor)
    guard !bytes.isEmpty else {
      throw ContainerError(.invalidOption, "the context - is empty, or can't be read")
    }
    switch ArchiveStart(of: bytes) {
    case .tar(beginsWithRecords: false): return .archive(bytes)
    case .tar(beginsWithRecords: true):
      // Daemons look for a file in the first 1024 bytes, and take what has none for a Dockerfile.
      return .archive(TarBlock.header(path: "./", size: 0, mode: 0o755) + bytes)
    case .compressed(let name, _) where unpacked.contains(name): return .archive(bytes)
    case .compressed(let name, let program):
      throw ContainerError(
        .invalidOption,
        "the context - is packed by \(name), which BuildKit doesn't unpack; unpack it (\(program)), "
          + "and name the folder")
    case .other: return .dockerfile(bytes)
    }
  }

  private static func read(_ descriptor: Int32) -> [UInt8] {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: ArchiveStart.length)
    while bytes.count < ArchiveStart.length {
      let count = Glibc.read(descriptor, &buffer, ArchiveStart.length - bytes.count)
      if count > 0 {
        bytes += buffer[..<count]
      } else if count < 0, errno == EAGAIN {
        var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        poll(&entry, 1, -1)
      } else if count == 0 || errno != EINTR {
        break
      }
    }
    return bytes
  }
}
