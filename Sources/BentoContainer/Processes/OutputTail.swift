/// The end of an output of any length.
struct OutputTail: Sendable {
  /// So many bytes are kept.
  static let limit = 1 << 20

  private var kept: [UInt8] = []

  mutating func append(_ piece: [UInt8]) {
    kept += piece
    // Not each time, since moving what stays costs as much as what it moves.
    if kept.count > 2 * Self.limit { kept.removeFirst(kept.count - Self.limit) }
  }

  var bytes: [UInt8] { Array(kept.suffix(Self.limit)) }

  /// The last lines that aren't empty, oldest first; of each at most `width` bytes.
  func lines(_ count: Int, width: Int = 1000) -> [String] {
    bytes.split { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }
      .suffix(count)
      .map { String(decoding: $0.prefix(width), as: UTF8.self) }
  }
}

/// Keeps the end of what a program writes, and passes all of it on: one piece at a time, although
/// two streams are read at once.
actor OutputKeeper {
  private(set) var standardOutput = OutputTail()
  private(set) var standardError = OutputTail()
  /// Of both.
  private(set) var lastLines = LastLines(count: ProcessPlan.lastLines)
  private let observer: @Sendable (ProcessOutput) async -> Void
  private var last: Task<Void, Never>?

  init(_ observer: @escaping @Sendable (ProcessOutput) async -> Void) { self.observer = observer }

  /// Returns once the piece was passed on: who can't keep up slows the program down.
  func take(_ output: ProcessOutput) async {
    switch output {
    case .standardOutput(let bytes): standardOutput.append(bytes)
    case .standardError(let bytes): standardError.append(bytes)
    }
    lastLines.append(output)
    let previous = last
    let task = Task {
      await previous?.value
      await observer(output)
    }
    last = task
    await task.value
  }
}
