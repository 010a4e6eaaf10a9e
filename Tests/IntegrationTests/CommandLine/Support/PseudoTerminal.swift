import Glibc
import Synchronization
import Threads

/// A terminal with nobody before it but the test.
final class PseudoTerminal: Sendable {
  /// TIOCSPTLCK and TIOCGPTN of Linux, whose macros Swift can't see.
  private static let setLock: UInt = 0x4004_5431
  private static let getNumber: UInt = 0x8004_5430

  /// The side that a person sees and types at.
  private let master: Int32
  /// The path of the side that programs open.
  let path: String
  private let settings: [UInt32]

  init(columns: UInt16 = 80, rows: UInt16 = 24) throws {
    master = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
    var number: UInt32 = 0
    var locked: Int32 = 0
    guard master >= 0, ioctl(master, Self.setLock, &locked) == 0,
      ioctl(master, Self.getNumber, &number) == 0
    else { throw Failure("can't make a terminal: error \(errno)") }
    path = "/dev/pts/\(number)"
    var size = winsize(ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(master, UInt(TIOCSWINSZ), &size)
    _ = fcntl(master, F_SETFL, O_NONBLOCK)
    settings = Self.settings(of: master)
  }

  deinit { close(master) }

  /// Whether the terminal is set as it was at first.
  var isAsBefore: Bool { Self.settings(of: master) == settings }

  private static func settings(of descriptor: Int32) -> [UInt32] {
    var settings = termios()
    tcgetattr(descriptor, &settings)
    return [settings.c_iflag, settings.c_oflag, settings.c_cflag, settings.c_lflag]
  }

  /// Types bytes.
  func type(_ bytes: [UInt8]) { _ = write(master, bytes, bytes.count) }

  /// What has been shown since the last time.
  func read() -> [UInt8] {
    var shown: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65536)
    while case let count = Glibc.read(master, &buffer, buffer.count), count > 0 {
      shown += buffer.prefix(count)
    }
    return shown
  }
}

extension Command {
  /// Runs the command on a terminal, as its standard input, output and error.
  ///
  /// - Parameter meanwhile: runs beside it.
  /// - Returns: how it ended, and all that the terminal was sent.
  func run(
    on terminal: PseudoTerminal, meanwhile: @escaping @Sendable () async throws -> Void = {}
  ) async throws -> (ending: ChildProcess.Ending, shown: String) {
    let process = try ChildProcess(
      [Self.program] + arguments, environment: environment,
      streams: .init(input: 0, output: 1, errors: 2), terminal: terminal.path)
    let beside = Task { try await meanwhile() }
    let ending = Task { await process.wait() }
    let isOver = Flag()
    let reading = Task { try await Self.everythingShown(on: terminal, until: isOver) }
    let ended = await ending.value
    isOver.set()
    let shown = String(decoding: try await reading.value, as: UTF8.self)
    try await beside.value
    return (ended, shown)
  }

  /// Reads on a thread of its own: were it to wait for other tests, the command would wait to be read.
  private static func everythingShown(
    on terminal: PseudoTerminal, until isOver: Flag
  ) async throws -> [UInt8] {
    try await withCheckedThrowingContinuation { continuation in
      do throws(DetachedThread.StartFailure) {
        try DetachedThread.start {
          var shown: [UInt8] = []
          while !isOver.isSet {
            shown += terminal.read()
            usleep(5000)
          }
          continuation.resume(returning: shown + terminal.read())
        }
      } catch {
        continuation.resume(throwing: error)
      }
    }
  }

  private final class Flag: Sendable {
    private let value = Atomic(false)
    var isSet: Bool { value.load(ordering: .acquiring) }
    func set() { value.store(true, ordering: .releasing) }
  }
}
