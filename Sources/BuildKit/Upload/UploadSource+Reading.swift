import Glibc
import Synchronization
import Threads

/// Tells a reader that waits for its descriptor that nobody wants its bytes any more.
final class UploadEnd: Sendable {
  private let flag = Atomic<Bool>(false)

  /// Whether it has come.
  var hasCome: Bool { flag.load(ordering: .relaxed) }

  /// Makes it come.
  func come() { flag.store(true, ordering: .relaxed) }
}

extension UploadSource {
  /// How soon a reader that waits hears of the end, in milliseconds.
  private static let slice: Int32 = 100

  /// Opens what is read; for a thread that may be blocked.
  ///
  /// - Throws: ``SystemFailure``, also from the reader.
  func reader(until end: UploadEnd) throws(SystemFailure) -> ByteSending.Reader {
    switch self {
    case .bytes(let bytes):
      let rest = Rest(bytes)
      return { rest.take(into: $0) }
    case .file(let path):
      let file = try OpenedForReading(path)
      return { buffer in try Self.read(file.descriptor, into: buffer, named: path) }
    case .descriptor(let descriptor, let beginning):
      let rest = Rest(beginning)
      return { buffer in
        let count = rest.take(into: buffer)
        guard count == 0 else { return count }
        guard Self.waits(for: descriptor, until: end) else { return 0 }
        return try Self.read(descriptor, into: buffer, named: "the upload")
      }
    }
  }

  /// Waits until there is something to read, be it an error; false at the end.
  private static func waits(for descriptor: Int32, until end: UploadEnd) -> Bool {
    while !end.hasCome {
      var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      let count = poll(&entry, 1, slice)
      if count > 0 || (count < 0 && errno != EINTR) { return true }
    }
    return false
  }

  private static func read(
    _ descriptor: Int32, into buffer: UnsafeMutableRawBufferPointer, named name: String
  ) throws(SystemFailure) -> Int {
    while true {
      let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
      if count >= 0 { return count }
      if errno == EAGAIN {
        usleep(1000)
      } else if errno != EINTR {
        throw SystemFailure(operation: "reading \(name)", errno: errno)
      }
    }
  }
}

/// Bytes that are taken piece by piece.
private final class Rest: Sendable {
  private let bytes: Mutex<ArraySlice<UInt8>>

  init(_ bytes: [UInt8]) { self.bytes = Mutex(bytes[...]) }

  /// Moves as many bytes as there are and fit; tells how many.
  func take(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    bytes.withLock { bytes in
      let piece = bytes.prefix(buffer.count)
      buffer.copyBytes(from: piece)
      bytes = bytes.dropFirst(piece.count)
      return piece.count
    }
  }
}

/// A file that is open as long as this is held.
private final class OpenedForReading: Sendable {
  let descriptor: Int32

  init(_ path: String) throws(SystemFailure) {
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw SystemFailure(operation: "reading \(path)", errno: errno) }
  }

  deinit { close(descriptor) }
}
