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
      try await order.fetchModels()
      let plan = try configured.plan(order, health: health)
      for note in plan.notes { verbosity.say("note: \(note)") }
      if verbosity == .debug { StandardStream.say("debug: \(plan.text)") }
      var report = try await ShownBuild(mode: progress, verbosity: verbosity).showing { onEvent in
        try await plan.run(onEvent: onEvent)
      }
      report.duration = .now - start
      return report
    }
  }
}
