import Bento
import BentoContainer
import BuildProgress

/// One build, shown while it runs.
struct BuildRun: Sendable {
  let configured: ConfiguredBackend
  let order: BuildOrder
  /// What the backend said when it was chosen; nil if it wasn't asked.
  let health: BackendHealth?
  let verbosity: Verbosity
  let progress: ProgressMode

  /// Runs it; an interruption cancels it.
  func report() async throws -> BuildReport {
    try await Interruption.cancelling {
      let start = ContinuousClock.now
      var health = self.health
      if health == nil { health = try await configured.healthBeforeBuild() }
      let plan = try configured.plan(order, health: health)
      for note in plan.notes { verbosity.say("note: \(note)") }
      if verbosity == .debug { StandardStream.say("debug: \(plan.text)") }
      var report = try await shown(plan)
      report.duration = .now - start
      return report
    }
  }

  private func shown(_ plan: any BuildPlan) async throws -> BuildReport {
    let display = ProgressDisplay(
      mode: progress, style: ProgressStyle(environment: StyleVariables.current))
    do {
      let report = try await plan.run { event in
        switch event {
        case .status(let status): await display.show(status)
        case .output(let bytes):
          if verbosity != .quiet { await DescriptorOutput.standardError.write(bytes) }
        }
      }
      await display.finish()
      return report
    } catch {
      await display.finish(isCancelled: error is CancellationError)
      throw error
    }
  }
}
