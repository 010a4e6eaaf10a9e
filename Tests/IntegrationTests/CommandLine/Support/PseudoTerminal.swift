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
  /// - Parameters:
  ///   - prefix: a program, with its arguments, that runs the command.
  ///   - meanwhile: runs beside it.
  /// - Returns: how it ended, and all that the terminal was sent.
  func run(
    on terminal: PseudoTerminal, by prefix: [String] = [],
    meanwhile: @escaping @Sendable () async throws -> Void = {}
  ) async throws -> (ending: ChildProcess.Ending, shown: String) {
    let screen = try Screen(of: terminal)
    let process = try ChildProcess(
      prefix + [Self.program] + arguments, environment: environment,
      streams: .init(input: 0, output: 1, errors: 2), terminal: terminal.path)
    let beside = Task { try await meanwhile() }
    let ending = Task { await process.wait() }
    let ended = await ending.value
    let shown = String(decoding: screen.everythingShown(), as: UTF8.self)
    try await beside.value
    return (ended, shown)
  }
}

/// Takes what a terminal shows, on a thread of its own from the start: were it to wait for other tests,
/// the command would wait to be read.
private final class Screen: Sendable {
  private let shown = Mutex<[UInt8]>([])
  private let isOver = Atomic(false)
  private let hasEnded = Atomic(false)

  init(of terminal: PseudoTerminal) throws {
    try DetachedThread.start { [self] in
      while !isOver.load(ordering: .acquiring) {
        take(terminal.read())
        usleep(5000)
      }
      take(terminal.read())
      hasEnded.store(true, ordering: .releasing)
    }
  }

  private func take(_ bytes: [UInt8]) { shown.withLock { $0 += bytes } }

  /// All there was until now; nothing is taken any more.
  func everythingShown() -> [UInt8] {
    isOver.store(true, ordering: .releasing)
    while !hasEnded.load(ordering: .acquiring) { usleep(1000) }
    return shown.withLock { $0 }
  }
}
