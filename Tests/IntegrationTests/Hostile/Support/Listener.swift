import TestSupport

/// A Unix socket that gives each connection to a thread of its own.
final class Listener: Sendable {
  let path: String
  private let folder: ScratchFolder
  private let socket: ListeningSocket

  init(_ serve: @escaping @Sendable (Int32) -> Void) throws {
    folder = try ScratchFolder()
    path = folder.path("s")
    socket = try ListeningSocket(path: path)
    try socket.serve(atOnce: true, serve)
  }
}
