import Synchronization

/// Carries an answer out of the function that drives a build.
final class AnswerBox<Answer: Sendable>: Sendable {
  private let answer = Mutex<Answer?>(nil)

  func put(_ answer: Answer) { self.answer.withLock { $0 = answer } }

  func get() throws(BuildError) -> Answer {
    guard let answer = answer.withLock({ $0 }) else {
      throw BuildError(.daemon, "the build has ended before the frontend answered")
    }
    return answer
  }
}
