public import BuildKit
import Glibc

/// Shows the progress of one build.
///
/// Give it each message of the status stream with ``show(_:)-(StatusResponse)``, and call
/// ``finish(isCancelled:)`` once the build has ended, well or badly: it leaves the terminal clean.
public actor ProgressDisplay {
  /// The shortest time between two frames, in nanoseconds.
  private let frameTime: Int64
  private let output: any ProgressOutput
  private var renderer: any ProgressRenderer
  private var lastFrame = Int64.min
  private var ticker: Task<Void, Never>?
  private var isWriting = false
  private var isFinished = false

  /// A display of nothing yet.
  ///
  /// - Parameters:
  ///   - mode: how to show the build. ``ProgressMode/tty`` needs a terminal that can be redrawn;
  ///     elsewhere it is taken for ``ProgressMode/plain``.
  ///   - style: colours and lengths.
  ///   - output: where it is written to.
  public init(
    mode: ProgressMode, style: ProgressStyle = ProgressStyle(),
    output: any ProgressOutput = DescriptorOutput.standardError
  ) {
    self.output = output
    self.frameTime = Int64(style.frameTime) * 1_000_000
    self.renderer =
      switch mode {
      case .auto, .tty:
        output.terminalSize == nil || !style.canRedraw
          ? PlainRenderer(style: style) : TerminalRenderer(style: style) as any ProgressRenderer
      case .plain: PlainRenderer(style: style)
      case .quiet: QuietRenderer()
      case .rawjson: RawJSONRenderer()
      }
  }

  /// Takes in news of the build. Returns once what has to be written has been.
  public func show(_ status: StatusResponse) async {
    guard !isFinished else { return }
    let now = Self.now()
    renderer.update(status, at: now)
    if ticker == nil, renderer.isAnimated { ticker = tick() }
    if lastFrame == .min || now - lastFrame >= frameTime || !renderer.isAnimated {
      await draw()
    }
  }

  /// Writes the last frame and the closing report. Further news is ignored.
  ///
  /// - Parameter isCancelled: whether the build was cancelled, so that the steps that run are, too.
  public func finish(isCancelled: Bool = false) async {
    guard !isFinished else { return }
    isFinished = true
    ticker?.cancel()
    if isCancelled { renderer.cancel(at: Self.now()) }
    await write(renderer.finish(at: Self.now(), size: size))
  }

  private var size: TerminalSize {
    output.terminalSize ?? TerminalSize(columns: 80, rows: 24)
  }

  private func draw() async {
    // A slow terminal gets fewer frames.
    guard !isWriting, !isFinished else { return }
    lastFrame = Self.now()
    isWriting = true
    await write(renderer.draw(at: lastFrame, size: size))
    isWriting = false
  }

  private func write(_ text: String) async {
    if !text.isEmpty { await output.write(Array(text.utf8)) }
  }

  private func tick() -> Task<Void, Never> {
    Task { [weak self, frameTime] in
      while (try? await Task.sleep(nanoseconds: UInt64(frameTime))) != nil {
        guard let self else { return }
        await self.draw()
      }
    }
  }

  /// Nanoseconds by a clock that nobody sets.
  private static func now() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }
}
