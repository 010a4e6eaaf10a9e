import Threads

/// What is worth remembering of a build's status: counts for the result, and for a failure each
/// step's name and the end of its output.
final class StepLedger: Sendable {
  /// The most lines and bytes that are kept of a step's output.
  private static let lines = 20
  private static let bytes = 16 * 1024
  /// The most steps that are remembered, and the longest digest, name and failure in characters: a daemon's
  /// word is no reason to fill our memory.
  private static let steps = 4096
  private static let digestLength = 256
  private static let nameLength = 4096
  private static let failureLength = 4096
  /// What gRPC core says in place of the daemon's own words, where it loses the end of a call.
  ///
  /// Source: grpc/grpc#34076.
  private static let lostEnd = "Stream removed"

  private struct Step {
    var name: String
    /// Whether any of its states said so: those in which a cached layer is fetched don't.
    var isCached: Bool
    /// Why it failed, of itself and not because another step did; empty where it didn't.
    var failure: String
    var tail: [UInt8] = []
  }

  private let steps = Guarded<[String: Step]>([:])

  func add(_ response: StatusResponse) {
    steps.withLock { steps in
      for vertex in response.vertexes {
        guard steps[vertex.digest] != nil || steps.count < Self.steps,
          vertex.digest.utf8.count <= Self.digestLength
        else { continue }
        let known = steps[vertex.digest]
        steps[vertex.digest] = Step(
          name: String(vertex.name.prefix(Self.nameLength)),
          isCached: vertex.isCached || known?.isCached == true,
          failure: vertex.error.hasSuffix("canceled")
            ? "" : String(vertex.error.prefix(Self.failureLength)),
          tail: known?.tail ?? [])
      }
      for log in response.logs {
        guard var tail = steps[log.vertex]?.tail else { continue }
        steps[log.vertex]?.tail = []
        tail += log.data
        if tail.count > 2 * Self.bytes { tail.removeFirst(tail.count - Self.bytes) }
        steps[log.vertex]?.tail = tail
      }
    }
  }

  /// How many steps there were, and how many came from the cache.
  var counts: (all: Int, cached: Int) {
    steps.withLock { steps in
      let shown = steps.values.filter { !$0.name.hasPrefix("[internal]") }
      return (shown.count, shown.count { $0.isCached })
    }
  }

  /// Puts names and output to the step of an error; if the daemon didn't say which step it was, the
  /// one that failed is taken.
  func complete(_ error: inout BuildError) {
    let known = steps.withLock { steps -> (digest: String, step: Step)? in
      if let digest = error.step?.digest { return steps[digest].map { (digest, $0) } }
      let failed = steps.filter { !$0.value.failure.isEmpty }
      return failed.count == 1 ? failed.first.map { ($0.key, $0.value) } : nil
    }
    guard let known else { return }
    if error.message == Self.lostEnd, !known.step.failure.isEmpty {
      error.message = known.step.failure
      error.code = UnknownFailure.code(of: error.message)
    }
    if error.step == nil, let exitCode = Self.exitCode(in: error.message) {
      // Daemons of 2021 tell neither the step nor what it ended with, but in words.
      error.code = .stepFailed
      error.step = BuildError.Step(
        digest: known.digest, name: "", logTail: [], exitCode: exitCode)
    }
    var step =
      error.step
      ?? BuildError.Step(digest: known.digest, name: "", logTail: [], exitCode: nil)
    step.name = known.step.name
    step.logTail = Self.lastLines(of: known.step.tail)
    error.step = step
  }

  /// The number after the last `exit code: ` of a message, if it ends there.
  private static func exitCode(in message: String) -> Int? {
    guard let words = message.ranges(of: "exit code: ").last else { return nil }
    return Int(message[words.upperBound...])
  }

  private static func lastLines(of bytes: [UInt8]) -> [String] {
    bytes.split { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }.suffix(lines)
      .map { String(decoding: $0, as: UTF8.self) }
  }
}
