import Testing

/// Lets only so many tests run at once, so that none waits long for the daemon they share.
struct TurnTrait: TestTrait, SuiteTrait, TestScoping {
  let isRecursive = true

  func provideScope(
    for test: Test, testCase: Test.Case?,
    performing function: @Sendable @concurrent () async throws -> Void
  ) async throws {
    await Turns.tests.take()
    do {
      try await function()
    } catch {
      await Turns.tests.giveBack()
      throw error
    }
    await Turns.tests.giveBack()
  }
}

extension Trait where Self == TurnTrait {
  /// Waits until few enough other tests run.
  static var takingTurns: TurnTrait { TurnTrait() }
}

/// A number of turns, taken in the order they were asked for.
actor Turns {
  /// For tests that build.
  static let tests = Turns(4)
  /// For commands, beside the tests.
  static let commands = Turns(3)

  private var free: Int
  private var waiting: [CheckedContinuation<Void, Never>] = []

  private init(_ count: Int) { free = count }

  func take() async {
    if free > 0 {
      free -= 1
    } else {
      await withCheckedContinuation { waiting.append($0) }
    }
  }

  func giveBack() {
    if waiting.isEmpty { free += 1 } else { waiting.removeFirst().resume() }
  }
}
