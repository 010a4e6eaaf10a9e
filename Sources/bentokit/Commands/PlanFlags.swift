import ArgumentParser

/// Shows what would be done instead of doing it.
struct PlanFlags: ParsableArguments {
  @Flag(help: "Print what would be run or sent, and build nothing.")
  var dryRun = false

  @Option(help: "How --dry-run prints: text or json.")
  var format = PrintFormat.text

  func show(notes: [String], text: String, json: String) throws {
    for note in notes { StandardStream.say("note: \(note)") }
    try StandardStream.print((format == .json ? json : text) + "\n")
  }
}
