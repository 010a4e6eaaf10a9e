import Testing

/// Expects that a run failed with one line that says all of some texts.
func expectFailure(
  _ outcome: Command.Outcome, code: Int32 = 1, saying texts: [String],
  _ location: SourceLocation = #_sourceLocation
) {
  #expect(outcome.ending == .exited(code), "\(outcome.errors)", sourceLocation: location)
  #expect(outcome.output.isEmpty, sourceLocation: location)
  #expect(outcome.errorLines.count == 1, "\(outcome.errors)", sourceLocation: location)
  for text in texts {
    #expect(outcome.errors.contains(text), "\(outcome.errors)", sourceLocation: location)
  }
}

/// Expects that a run succeeded.
func expectSuccess(_ outcome: Command.Outcome, _ location: SourceLocation = #_sourceLocation) {
  #expect(outcome.ending == .exited(0), "\(outcome.errors)", sourceLocation: location)
}
